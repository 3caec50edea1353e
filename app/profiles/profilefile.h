// The profiles of a user, in a file that both programs read and write.
#pragma once

#include "core/gateway/profile.h"

#include <QJsonObject>

namespace keydeck {

/// profiles.json: for its owner alone, written beside and renamed. Each change is made to what the
/// file holds at that moment, one Keydeck at a time, and leaves members and profiles that it does
/// not know as they are.
///
/// Thread: any. Waits for another Keydeck for three seconds at most.
class ProfileFile final
{
public:
    /// path: empty where there is no home; then nothing can be kept.
    explicit ProfileFile(QString path = {});

    [[nodiscard]] const QString &path() const { return m_path; }

    /// By name. None where there is no file; an error where it is damaged or cannot be read.
    [[nodiscard]] Result<QList<Profile>> read() const;

    /// Adds the profile, or replaces the one with its id. A damaged file is first moved aside,
    /// whole. InvalidInput where another one has the name.
    [[nodiscard]] Result<> save(const Profile &profile) const;
    /// Nothing to do where there is none with that id.
    [[nodiscard]] Result<> remove(const QString &id) const;

private:
    /// What the file holds, or why that is nothing to read profiles from.
    struct Content
    {
        QJsonObject root;
        QString damage;
    };
    [[nodiscard]] Result<Content> content() const;
    /// A failure where it is damaged.
    [[nodiscard]] Result<QJsonObject> load() const;
    /// Empty where it is damaged, which it moves aside.
    [[nodiscard]] Result<QJsonObject> loadOrBegin() const;
    [[nodiscard]] Result<> write(const QJsonObject &root) const;

    QString m_path;
};

} // namespace keydeck
