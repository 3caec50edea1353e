// What Tab gives on keydeckctl's command lines, in real shells.
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlCompletionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void wordsAreThoseOfTheHelp();
    void everyCommandCompletesItsOptions();
    void valuesAndArguments_data();
    void valuesAndArguments();
    void aBackupAndADeletedKeyAreOffered();
    void keysAreNeverOffered();
    void bashInsertsWhatSelectsTheKey_data();
    void bashInsertsWhatSelectsTheKey();
    void zshInsertsWhatSelectsTheKey_data();
    void zshInsertsWhatSelectsTheKey();
    void fishOffersNamesWithWhatTheyAre();
    void anotherShellIsRefused();
};

namespace {

constexpr auto Breaks = " \t\n\"'@><=;|&(:";

/// Names that a shell, a terminal or a selector could stumble over.
QByteArray oddlyNamed()
{
    std::vector<SampleKey> keys; // the names as they stand in JSON
    for (const QString &name : {u"Alice"_s, uR"(Alice's \"best\" $key)"_s, u"Bob B"_s, u"Twin"_s,
             u"Twin"_s, u"Team: A=b @x"_s, u"-dash"_s, u"東京 é"_s, sampleKeyText(0)}) {
        keys.push_back(sampleKey(int(keys.size())));
        keys.back().name = name;
    }
    return storeBytes(keys);
}

QProcessEnvironment environmentOf(const StoreFixture &store)
{
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"KEYDECK_STORE"_s, store.path());
    environment.insert(
        u"PATH"_s, QStringLiteral(KEYDECK_BIN) + u':' + environment.value(u"PATH"_s));
    return environment;
}

/// What bash is answered for that line: the kind, and the words.
QStringList answer(const StoreFixture &store, const QString &line)
{
    const CtlOutcome outcome
        = runCtl({u"completion"_s, u"words"_s, u"bash"_s, QString::fromLatin1(Breaks)},
            line.toUtf8(), environmentOf(store));
    QStringList lines = QString::fromUtf8(outcome.out).split(u'\n');
    lines.removeLast();
    return lines;
}

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

/// In a folder of its own, what the shell reads first.
QString shellStart(const StoreFixture &store, const QString &file, const QByteArray &more)
{
    QFile start(store.directory() + u'/' + file);
    if (!start.open(QIODevice::WriteOnly))
        qFatal("no start file");
    start.write("export PATH='" + QByteArray(KEYDECK_BIN) + "':$PATH KEYDECK_STORE='"
        + store.path().toUtf8() + "'\nHISTFILE=\n" + more);
    return start.fileName();
}

/// Types into a shell at a terminal.
CtlOutcome type(const QString &shell, const QStringList &arguments, const QByteArray &typed)
{
    CtlTerminal at;
    at.program = u"/usr/bin/env"_s;
    at.typed = typed + "\nexit\n";
    return runCtlAtTerminal(
        QStringList{u"TERM=dumb"_s, u"LC_ALL=C.UTF-8"_s, shell} + arguments, at);
}

void typedNames()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<int>("key");
    QTest::newRow("a blank") << "keydeckctl show Bo\t"_ba << 2;
    QTest::newRow("in quotes") << "keydeckctl show 'Bob\t"_ba << 2;
    QTest::newRow("in double quotes") << "keydeckctl show \"Bob\t"_ba << 2;
    QTest::newRow("quotes and a dollar") << "keydeckctl show Alice\\'\t"_ba << 1;
    QTest::newRow("in double quotes, quotes and a dollar") << "keydeckctl show \"Alice'\t"_ba << 1;
    QTest::newRow("what readline breaks words at") << "keydeckctl show Team\t"_ba << 5;
    QTest::newRow("an id") << "keydeckctl show " + id(6).first(4).toLatin1() + '\t' << 6;
    QTest::newRow("behind options") << "keydeckctl --json show 東\t"_ba << 7;
}

void checkShown(const CtlOutcome &outcome)
{
    QFETCH(int, key);
    QVERIFY2(outcome.out.contains(id(key).toUtf8()), outcome.all().constData());
}

} // namespace

void KeydeckCtlCompletionTest::wordsAreThoseOfTheHelp()
{
    const StoreFixture store(1);
    const QStringList words = answer(store, u"keydeckctl "_s).mid(1);
    const QString help = QString::fromUtf8(runCtl({u"--help"_s}).out);
    QStringList helped;
    auto lines = QRegularExpression(u"^  ([a-z][a-z-]*)  "_s, QRegularExpression::MultilineOption)
                     .globalMatch(help);
    while (lines.hasNext())
        helped += lines.next().captured(1);
    QVERIFY(words.size() > 20);
    QCOMPARE(words, helped);
}

void KeydeckCtlCompletionTest::everyCommandCompletesItsOptions()
{
    const StoreFixture store(1);
    for (const QString &command : answer(store, u"keydeckctl "_s).mid(1)) {
        const QStringList words = answer(store, u"keydeckctl %1 --"_s.arg(command)).mid(1);
        const QString help = QString::fromUtf8(runCtl({command, u"--help"_s}).out);
        QStringList helped;
        auto lines = QRegularExpression(u"^  (--[a-z-]+)"_s, QRegularExpression::MultilineOption)
                         .globalMatch(help);
        while (lines.hasNext())
            helped += lines.next().captured(1);
        QCOMPARE(words, helped);
    }
}

void KeydeckCtlCompletionTest::valuesAndArguments_data()
{
    QTest::addColumn<QStringList>("answered");
    const auto row
        = [](const char *line, const QStringList &answered) { QTest::newRow(line) << answered; };
    const QString words = u"words"_s, parts = u"parts"_s, files = u"files"_s;
    row("keydeckctl list --status n", {words, u"near_limit"_s});
    row("keydeckctl list --status=n", {words, u"near_limit"_s});
    row("keydeckctl list --status active --st", {words, u"--store"_s});
    row("keydeckctl report --format ", {words, u"csv"_s, u"json"_s, u"html"_s, u"pdf"_s, u"md"_s});
    row("keydeckctl report --paper ", {words, u"a4"_s, u"letter"_s});
    row("keydeckctl import --format ", {words, u"csv"_s, u"json"_s});
    row("keydeckctl report --group-by t", {words, u"tags"_s});
    row("keydeckctl report --period l", {words, u"last-month"_s});
    row("keydeckctl report --columns name,mo", {parts, u"name,model"_s});
    row("keydeckctl report --columns model,mo", {parts});
    row("keydeckctl list --query 'used>80% last", {parts, u"'used>80% last-used>'"_s});
    row("keydeckctl import x.csv --map na", {parts, u"name\\="_s});
    row("keydeckctl list --store ap", {files});
    row("keydeckctl report --output=x", {files});
    row("keydeckctl import ap", {files});
    row("keydeckctl import staff.csv --dry", {words, u"--dry-run"_s});
    row("keydeckctl lock ", {words, u"status"_s, u"clear"_s});
    row("keydeckctl backup r", {words, u"restore"_s});
    row("keydeckctl completion ", {words, u"bash"_s, u"zsh"_s, u"fish"_s});
    row("keydeckctl create --limit ", {words});
    row("keydeckctl show Al", {words, u"Alice"_s, u"Alice\\'s\\ \\\"best\\\"\\ \\$key"_s});
    row("keydeckctl show Alice B", {words});
    row("keydeckctl remove Alice Al", {words, u"Alice\\'s\\ \\\"best\\\"\\ \\$key"_s});
    row("keydeckctl remove --key-stdin Al", {words});
    row("keydeckctl show -- Bo", {words, u"Bob\\ B"_s});
    row("keydeckctl nonsense ", answer(StoreFixture(oddlyNamed()), u"keydeckctl "_s));
}

void KeydeckCtlCompletionTest::valuesAndArguments()
{
    QFETCH(QStringList, answered);
    const StoreFixture store(oddlyNamed());
    QCOMPARE(answer(store, QString::fromUtf8(QTest::currentDataTag())), answered);
}

void KeydeckCtlCompletionTest::aBackupAndADeletedKeyAreOffered()
{
    const StoreFixture store(2);
    QCOMPARE(answer(store, u"keydeckctl trash restore Ex"_s), QStringList{u"words"_s});
    QCOMPARE(runCtl({u"remove"_s, u"Example 1"_s}, {}, environmentOf(store)).exitCode, 0);
    QCOMPARE(
        answer(store, u"keydeckctl trash restore "_s), (QStringList{u"words"_s, u"Example\\ 1"_s}));
    QCOMPARE(answer(store, u"keydeckctl backup restore "_s).size(), 3);
    QCOMPARE(runCtl({u"tag"_s, u"Example 0"_s, u"--add"_s, u"team-a"_s}, {}, environmentOf(store))
                 .exitCode,
        0);
    QCOMPARE(answer(store, u"keydeckctl list --tag "_s), (QStringList{u"words"_s, u"team-a"_s}));
}

void KeydeckCtlCompletionTest::keysAreNeverOffered()
{
    const StoreFixture store(oddlyNamed());
    const QStringList offered = answer(store, u"keydeckctl show "_s);
    QCOMPARE(offered.size(), 10);
    for (int n = 0; n < 9; ++n)
        QVERIFY(!offered.contains(sampleKeyText(n)));
    // Two of a name, one that is an option's, and one that is a key.
    for (const int n : {3, 4, 6, 8})
        QVERIFY2(offered.contains(id(n)), qPrintable(id(n)));
    QCOMPARE(answer(store, u"keydeckctl show "_s + sampleKeyText(1)), QStringList{u"words"_s});
    // No store, no names, and no complaint.
    const CtlOutcome none = runCtl({u"completion"_s, u"words"_s, u"zsh"_s}, "show\0\0"_ba.left(6));
    QVERIFY2(none.exitCode == 0 && none.err.isEmpty(), none.all().constData());
}

void KeydeckCtlCompletionTest::bashInsertsWhatSelectsTheKey_data()
{
    typedNames();
}

void KeydeckCtlCompletionTest::bashInsertsWhatSelectsTheKey()
{
    QFETCH(QByteArray, typed);
    const StoreFixture store(oddlyNamed());
    const QString start
        = shellStart(store, u"start.bash"_s, "source <(keydeckctl completion bash)\n");
    checkShown(type(u"bash"_s, {u"--noprofile"_s, u"--rcfile"_s, start, u"-i"_s}, typed));
}

void KeydeckCtlCompletionTest::zshInsertsWhatSelectsTheKey_data()
{
    typedNames();
}

void KeydeckCtlCompletionTest::zshInsertsWhatSelectsTheKey()
{
    QFETCH(QByteArray, typed);
    const StoreFixture store(oddlyNamed());
    static_cast<void>(shellStart(store, u".zshrc"_s,
        "autoload -U compinit; compinit -D -u\nsource <(keydeckctl completion zsh)\n"));
    checkShown(
        type(u"env"_s, {u"ZDOTDIR="_s + store.directory(), u"zsh"_s, u"-d"_s, u"-i"_s}, typed));
}

void KeydeckCtlCompletionTest::fishOffersNamesWithWhatTheyAre()
{
    const StoreFixture store(oddlyNamed());
    QProcess fish;
    QProcessEnvironment environment = environmentOf(store);
    environment.insert(u"HOME"_s, store.directory());
    fish.setProcessEnvironment(environment);
    fish.start(u"fish"_s,
        {u"--no-config"_s, u"-c"_s,
            u"keydeckctl completion fish | source\n"
            "complete -C 'keydeckctl show Bo'; complete -C 'keydeckctl list --status=n'\n"
            "cd %1; complete -C 'keydeckctl list --store=apik'"_s.arg(store.directory())});
    QVERIFY(fish.waitForFinished());
    QCOMPARE(fish.readAllStandardError(), QByteArray());
    QCOMPARE(QString::fromUtf8(fish.readAllStandardOutput()),
        u"Bob B\t%1  Active\n--status=near_limit\tNear limit\n--store=apikeys.json\n"_s.arg(id(2)));
}

void KeydeckCtlCompletionTest::anotherShellIsRefused()
{
    const CtlOutcome outcome = runCtl({u"completion"_s, u"tcsh"_s});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.hasOneErrorLine() && outcome.err.contains("zsh"));
    QCOMPARE(runCtl({u"completion"_s}).exitCode, 2);
}

QTEST_GUILESS_MAIN(KeydeckCtlCompletionTest)
#include "tst_keydeckctlcompletion.moc"
