// What we read against what JavaScript reads: stores and dates by the thousand.
#pragma once

#include "tests/support/oddstores.h"

#include <QByteArray>

namespace keydeck::test {

struct JsComparison
{
    int compared = 0;
    int differences = 0; ///< each of them printed
    int rejected = 0; ///< by JavaScript: no JSON, no date
};

/// A double's 64 bits in hexadecimal, as oracle.mjs writes them; "NaN" for each of those.
[[nodiscard]] QByteArray bitsText(double number);

/// Reads that many odd stores as decodeStore() does and as oracle.mjs does: whether it is JSON at
/// all, whether the gateway's look-up fails on it, and what every field of every record says, as a
/// text and as a number.
[[nodiscard]] JsComparison compareStores(OddStores &random, int count, bool damaged);

/// Reads the dates of a table that makedates.mjs made, in this process's time zone, where column
/// tells which figure of a line is that zone's (from 1).
[[nodiscard]] JsComparison compareDates(const QByteArray &table, int column);

/// Sets the time zone of this process.
void setTimeZone(const QByteArray &zone);

} // namespace keydeck::test
