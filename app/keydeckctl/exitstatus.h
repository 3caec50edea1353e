// What the program's exit says.
#pragma once

#include "core/base/result.h"

namespace keydeck {

enum class ExitStatus
{
    Done = 0,
    Failed = 1,
    Usage = 2,
    LockBusy = 3,
    StoreUnusable = 4,
    NoSuchKey = 5, ///< or several
};

[[nodiscard]] constexpr ExitStatus exitStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return ExitStatus::Usage;
    case ErrorCode::LockBusy:
        return ExitStatus::LockBusy;
    case ErrorCode::StoreUnusable:
        return ExitStatus::StoreUnusable;
    case ErrorCode::NotFound:
    case ErrorCode::Ambiguous:
        return ExitStatus::NoSuchKey;
    case ErrorCode::Failed:
    case ErrorCode::Conflict:
    case ErrorCode::Refused:
        break;
    }
    return ExitStatus::Failed;
}

} // namespace keydeck
