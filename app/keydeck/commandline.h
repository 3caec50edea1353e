// keydeck's command line.
#pragma once

#include "core/base/result.h"
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
