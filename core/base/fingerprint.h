// How a key is named where it must not be shown.
#pragma once

#include <QString>
#include <QStringView>

namespace keydeck {

/// Digits of a fingerprint as Keydeck prints it. Prefixes of 8 or more select a key.
inline constexpr int FingerprintDigits = 12;
inline constexpr int FingerprintMinimumDigits = 8;
inline constexpr int FullFingerprintDigits = 64;

/// SHA-256 of the key's UTF-8 text, lower-case hex, FullFingerprintDigits.
[[nodiscard]] QString fullFingerprint(QStringView key);

/// The first FingerprintDigits of it: the "id" of `keydeckctl list`.
[[nodiscard]] QString fingerprint(QStringView key);

/// The text may be the beginning of a fingerprint: hex digits of either case, so many at least.
[[nodiscard]] bool isFingerprintStart(QStringView text, int fewest = FingerprintMinimumDigits);

/// The key's full fingerprint begins with those digits: 64 at most, in lower case. Quicker than
/// working it out: half a microsecond.
[[nodiscard]] bool hasFingerprintStart(QStringView key, QStringView digits);

/// The key for people who need not know it: its prefix up to the first underscore (at most four
/// characters before it) and its last four characters, "pk_…3f2a". At least eight characters stay
/// hidden: where they would not, the last four are hidden too, and then the prefix. A key shorter
/// than 12 characters is all dots, always the same number. Control and formatting characters come
/// through as "?".
[[nodiscard]] QString maskedKey(QStringView key);

} // namespace keydeck
