// keydeck's command line.
#pragma once

#include "core/base/result.h"
#include "core/gateway/profile.h"
#include "ui/widgets/appearance.h"

#include <QSize>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace keydeck {

struct Options
{
    QString storePath; ///< empty: the welcome page
    QUrl gateway; ///< empty: what was used with this store before
    QString profileName; ///< empty: that of the store, if it has one
    std::optional<Profile> profile; ///< what the name stands for, once it was looked up
    bool readOnly = false;
    bool demo = false;
    bool allowPlainHttp = false;
    QString snapshotDirectory; ///< empty: a window
    std::optional<Appearance> appearance; ///< nothing: what was chosen before
    QSize size; ///< invalid: what it was before

    bool help = false;
    bool version = false;
};

/// InvalidInput, in one sentence, for what makes no sense.
[[nodiscard]] Result<Options> parseCommandLine(const QStringList &arguments);

[[nodiscard]] QString helpText();

} // namespace keydeck
