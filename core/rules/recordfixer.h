// The fixes of one record, a function a finding.
#pragma once

#include "core/rules/lintfix.h"
#include "core/rules/timeform.h"
#include "core/rules/windowsfixer.h"

#include <memory>
#include <span>

namespace keydeck {

/// Mends one record, finding by finding: each fix sees what those before it came to. A fix whose
/// fault is not there changes nothing, and nor does an id that has no automatic fix.
class RecordFixer final
{
public:
    /// Both must outlive the fixer.
    RecordFixer(const ApiKey &key, const FixDefaults &defaults);

    [[nodiscard]] static bool knows(const QString &findingId);

    /// In the order in which the fixes depend on each other.
    void fix(const QStringList &findingIds);
    void fixAll();

    /// What has become of the record; its index is for the caller to fill in.
    [[nodiscard]] RecordFix result() const;

private:
    struct Rule
    {
        const char *findingId;
        void (*mend)(RecordFixer &);
    };
    [[nodiscard]] static std::span<const Rule> rules();

    void remove(const QString &remark);
    void removeUnusable();
    void cutKey();
    void cleanName();
    void mendLimit();
    void roundLimit();
    void mendExpiry();
    void mendTimes(TimeForm form, WindowStartFault fault);
    void mendExpiryForm(TimeForm form);
    void mendWindowList();
    void mendTotal();
    void onWindows(const std::function<void(WindowsFixer &)> &mend);

    [[nodiscard]] JsonValue value(KeyField field) const;
    void set(KeyField field, const QByteArray &json, const QString &remark = {});
    [[nodiscard]] WindowsFixer *windows();

    const ApiKey &m_key;
    const FixDefaults &m_defaults;
    RecordFix m_fix;
    std::unique_ptr<WindowsFixer> m_windows; ///< once they were looked at
};

} // namespace keydeck
