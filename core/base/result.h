// Failure as a value: a Result<T> is a T or an Error with a code for the program and one sentence
// for the person. No exception crosses a module's edge.
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace keydeck {

enum class ErrorCode
{
    Failed, ///< something outside went wrong: the disk, the network, a permission
    InvalidInput, ///< what the person asked for cannot be done as asked
    LockBusy, ///< the store's lock could not be had in time
    StoreUnusable, ///< the store must not or cannot be edited as it stands
    NotFound, ///< no such key
    Ambiguous, ///< several keys fit
    Conflict, ///< somebody else changed the same field meanwhile
    Refused, ///< nobody listens at that address
};

/// What went wrong. The message is a whole sentence in plain text: what happened, to which file or
/// host, and what to do next. It never holds an API key.
struct Error
{
    ErrorCode code = ErrorCode::Failed;
    QString message;
};

template <typename T = void>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, QString message)
{
    return tl::make_unexpected(Error{code, std::move(message)});
}

} // namespace keydeck
