// Reading and editing the bytes of a 10,000-key store, in memory and on the disk.
#include "core/command/editkeys.h"
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "tests/bench/support/benchstores.h"
#include "tests/bench/support/benchtable.h"
#include "tests/bench/support/jsruntime.h"
#include "tests/support/storefixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

const int Keys = benchSize(10'000, 100);

QString named(const char *what)
{
    return QString::fromUtf8(what).arg(Keys);
}

/// Fails loudly: a benchmark of an error measures nothing.
template <typename Value>
Value &&need(Result<Value> &&result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

QByteArray readPlainly(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly | QFile::Unbuffered))
        qFatal("The store could not be read.");
    return file.readAll();
}

/// What the table shows, each once, as a model takes it.
qint64 readFields(const KeySet &keys)
{
    qint64 sum = 0;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        for (int field = 0; field < KeyFieldCount; ++field)
            sum += key.value(KeyField(field)).text().size();
        if (const auto windows = key.usageWindows()) {
            for (const UsageWindow &window : *windows)
                sum += qint64(window.tokensUsed.toNumber()) + window.windowStart.text().size();
        }
    }
    return sum;
}

EditKeys oneEdit(const QString &key, int n)
{
    return EditKeys(
        {{{key, 0}, {{KeyField::TokenLimitPer5h, QByteArray::number(100'000 + n), std::nullopt}}}});
}

QByteArray editWithQJson(const QByteArray &bytes, int n)
{
    QJsonObject store = QJsonDocument::fromJson(bytes).object();
    QJsonArray keys = store["keys"_L1].toArray();
    QJsonObject key = keys.at(keys.size() / 2).toObject();
    key["token_limit_per_5h"_L1] = 100'000 + n;
    keys[keys.size() / 2] = key;
    store["keys"_L1] = keys;
    return QJsonDocument(store).toJson();
}

void compareReading(const QByteArray &bytes, const QString &path, const QList<JsFigures> &others)
{
    QByteArray target(bytes.size(), Qt::Uninitialized);
    const Comparison index = compare(
        60, [&] { keep(decodeStore(bytes).size()); },
        [&] {
            std::memcpy(target.data(), bytes.constData(), size_t(bytes.size()));
            keep(target);
        });
    const QString what = named("validate and index %1 keys");
    printRow(timeRow(what, u"memcpy"_s, index, Goal::atMost(8)));
    const KeyStore store(path, {}, SystemClock::instance());
    const QString whatFields = named("all fields of %1 keys, from the file");
    const Comparison fields = compare(
        60, [&] { keep(readFields(need(store.load()))); }, [&] { keep(readPlainly(path)); });
    printRow(timeRow(whatFields, u"read (page cache)"_s, fields, Goal::atMost(6)));
    for (const JsFigures &other : others) {
        printRow(timeRow(what, u"JSON.parse, "_s + other.runtime,
            {index.ours, other.parse, index.ours / other.parse}, Goal::fasterBy(1.7)));
        printRow(timeRow(whatFields, u"read + parse, "_s + other.runtime,
            {fields.ours, other.readAndParse, fields.ours / other.readAndParse},
            Goal::fasterBy(1.3)));
    }
}

/// From the bytes, as an edit starts: decoded, changed, and the new bytes decoded and checked.
void compareEditing(const QByteArray &bytes, const QList<JsFigures> &others)
{
    const QString key = decodeStore(bytes).at(Keys / 2).key();
    int n = 0;
    const Comparison edit = compare(
        30, [&] { keep(need(oneEdit(key, ++n).apply(decodeStore(bytes))).bytes()); },
        [&] { keep(editWithQJson(bytes, ++n)); });
    const QString what = named("one validated edit in memory, %1 keys");
    printRow(timeRow(what, u"QJsonDocument"_s, edit, Goal::fasterBy(8)));
    for (const JsFigures &other : others)
        printRow(timeRow(what, u"parse, stringify, "_s + other.runtime,
            {edit.ours, other.edit, edit.ours / other.edit}, Goal::fasterBy(2.5)));
}

/// Seconds of the lock's hold, and of the whole edit.
struct Durable
{
    double held = 0;
    double whole = 0;
};

Durable editOnce(KeyStore &store, const QString &key, int n)
{
    Durable durable;
    durable.whole = secondsOf(
        [&] { durable.held = double(need(store.apply(oneEdit(key, n))).lockHeldUs) / 1e6; });
    return durable;
}

void writeAndSync(const QByteArray &bytes, const QByteArray &path)
{
    const int descriptor = ::open(path.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (::write(descriptor, bytes.constData(), size_t(bytes.size())) != bytes.size()
        || ::fsync(descriptor) != 0)
        qFatal("The bytes could not be written.");
    ::close(descriptor);
}

double heldBy(int keys, int rounds)
{
    const test::StoreFixture fixture(benchStore(keys));
    KeyStore store(fixture.path(), {}, SystemClock::instance());
    const QString key = need(store.load()).at(keys / 2).key();
    int n = 0;
    return median(rounds, [&] { return editOnce(store, key, ++n).held; });
}

void compareHolding()
{
    const test::StoreFixture empty(1);
    const QByteArray folder = QFile::encodeName(empty.directory() + u"/empty.lock"_s);
    const double few = heldBy(100, 100);
    const double many = heldBy(Keys, 100);
    const double bare = medianSeconds(
        100,
        [&] {
            ::mkdir(folder.constData(), 0755);
            ::rmdir(folder.constData());
        },
        Time::Passing);
    printRow(timeRow(u"lock hold of one durable edit, 100 keys"_s, u"mkdir + rmdir"_s,
        {few, bare, few / bare}, Goal::atMost(2)));
    printRow(timeRow(named("lock hold of one durable edit, %1 keys"), u"with 100 keys"_s,
        {many, few, many / few}, Goal::atMost(1.5)));
}

void compareDurable(const QByteArray &bytes)
{
    const test::StoreFixture fixture(bytes);
    KeyStore store(fixture.path(), {}, SystemClock::instance());
    const QString key = decodeStore(bytes).at(Keys / 2).key();
    const QByteArray beside = QFile::encodeName(fixture.directory() + u"/plain"_s);
    int n = 0;
    const Comparison durable = compare(
        20, [&] { editOnce(store, key, ++n); }, [&] { writeAndSync(bytes, beside); },
        Time::Passing);
    printRow(timeRow(named("durable edit, whole, %1 keys"), u"write + fsync of the bytes"_s,
        durable, Goal::atMost(2.5)));
}

} // namespace

int main()
{
    const QByteArray bytes = benchStore(Keys);
    const test::StoreFixture fixture(bytes);
    const QList<JsFigures> others = measureJavaScript(fixture.path());
    compareReading(bytes, fixture.path(), others);
    compareEditing(bytes, others);
    compareHolding();
    compareDurable(bytes);
}
