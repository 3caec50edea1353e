// The report that a command line asks for.
#pragma once

#include "app/keydeckctl/context.h"
#include "core/report/reportformat.h"

namespace keydeck {

struct ReportWish
{
    ReportSpec spec;
    ReportFormat format = ReportFormat::Csv;
    ReportStyle style;
    bool isStatement = false; ///< of one key
    /// How every key stands, without a period: what CSV is where nothing else is asked for.
    bool isStateAlone = false;
};

/// InvalidInput, naming the option, for what cannot be understood or does not go together.
[[nodiscard]] Result<ReportWish> reportWish(const Context &context);

} // namespace keydeck
