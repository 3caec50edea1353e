#include "tests/bench/support/jsruntime.h"

#include "tests/bench/support/comparison.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace keydeck::bench {

namespace {

JsFigures measureIn(const QString &program, const QString &storePath)
{
    QProcess runtime;
    runtime.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    runtime.start(program,
        {QStringLiteral(KEYDECK_BENCH_DATA "/jsonreference.mjs"), storePath,
            QString::number(benchSize(60, 1))});
    runtime.waitForFinished(120'000);
    const QJsonObject figures = QJsonDocument::fromJson(runtime.readAllStandardOutput()).object();
    return {figures["runtime"_L1].toString(), figures["parse"_L1].toDouble(),
        figures["readAndParse"_L1].toDouble(), figures["edit"_L1].toDouble()};
}

} // namespace

QList<JsFigures> measureJavaScript(const QString &storePath)
{
    QList<JsFigures> all;
    for (const QString &name : {u"bun"_s, u"node"_s}) {
        const QString program = QStandardPaths::findExecutable(name);
        const JsFigures figures = program.isEmpty() ? JsFigures() : measureIn(program, storePath);
        if (figures.parse > 0)
            all.append(figures);
        else
            std::fprintf(stderr, "There is no %s here to compare with.\n", qUtf8Printable(name));
    }
    return all;
}

} // namespace keydeck::bench
