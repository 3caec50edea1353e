#include "tests/support/oracle.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace keydeck::test {

QByteArrayList askJavaScript(const QString &mode, const QByteArrayList &questions)
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty()) {
        QTest::qFail(
            "Node.js is needed to compare with JSON.parse: install nodejs", __FILE__, __LINE__);
        return {};
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(node, {QStringLiteral(KEYDECK_TEST_SUPPORT "/oracle.mjs"), mode});
    for (const QByteArray &question : questions)
        process.write(question + '\n');
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(120'000) && process.exitCode() == 0;
    QByteArrayList answers = process.readAllStandardOutput().split('\n');
    answers.removeLast();
    if (!ended || answers.size() != questions.size()) {
        QTest::qFail("oracle.mjs did not end well", __FILE__, __LINE__);
        return {};
    }
    return answers;
}

} // namespace keydeck::test
