// Every way we know in which an address of a gateway can lead astray.
#pragma once

#include "tests/support/hostileserver.h"

#include <QString>

namespace keydeck::test {

/// What is found there, and how asking it must end.
struct HostileCase
{
    QByteArray name;
    std::function<std::unique_ptr<HostilePlace>()> open;
    int status = 0; ///< of the answer; 0: there is none, but an error
    QString said; ///< a part of the error's sentence, or of the answer's message
    bool takesTheDeadline = false;
    QString orSaid = {}; ///< as right an ending, where chance decides; empty: there is one alone

    [[nodiscard]] bool isSaidBy(const QString &sentence) const
    {
        return sentence.contains(said) || (!orSaid.isEmpty() && sentence.contains(orSaid));
    }
};

/// The origin elsewhere must hear of none of it. The key is one that an answer may echo.
[[nodiscard]] QList<HostileCase> hostileCases(const QUrl &elsewhere, const QByteArray &key);

/// A body that does as an answer to /health and to /stats, with this text of JSON for the name.
[[nodiscard]] QByteArray gatewayBody(const QByteArray &name);

} // namespace keydeck::test
