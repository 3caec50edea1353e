// The questions that only the desktop's own dialogs answer, behind a seam.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace keydeck {

/// Asks without waiting: the answer comes to the callback, and none when the person cancels.
class Dialogs
{
public:
    using Answer = std::function<void(const QString &path)>;

    struct SaveQuestion
    {
        QString title;
        QString suggestion; ///< a path
        QString filter; ///< "CSV files (*.csv)"
        QString suffix; ///< added where none is given: "csv"
    };

    virtual ~Dialogs() = default;
    virtual void askStoreToOpen(QWidget *parent, Answer answer) = 0;
    virtual void askWhereToSave(QWidget *parent, const SaveQuestion &question, Answer answer) = 0;
    /// Of an authority, in PEM form.
    virtual void askCertificateToOpen(QWidget *, Answer) { }
    /// A list of keys to import.
    virtual void askImportToOpen(QWidget *, Answer) { }
};

/// The desktop's file dialogs.
class FileDialogs final : public Dialogs
{
public:
    void askStoreToOpen(QWidget *parent, Answer answer) override;
    void askWhereToSave(QWidget *parent, const SaveQuestion &question, Answer answer) override;
    void askCertificateToOpen(QWidget *parent, Answer answer) override;
    void askImportToOpen(QWidget *parent, Answer answer) override;
};

} // namespace keydeck
