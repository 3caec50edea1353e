// The window on a store that two gateways keep writing.
#pragma once

#include "core/changes/storeeditor.h"
#include "core/command/editkeys.h"
#include "core/rules/jsdate.h"
#include "tests/support/processload.h"
#include "tests/support/windowbench.h"

#include <QScrollBar>

#include <array>

namespace keydeck::test {

/// Some keys with a window open, of which the Behind-th has used a little less than the Ahead-th
/// and catches up: whatever is ordered by usage changes its order while one looks.
struct BusyWindow : WindowBench
{
    static constexpr int Keys = 40, Ahead = 3, Behind = 4, Idle = 20;
    static constexpr int PauseMs = 4, Reloads = 12;
    static constexpr qint64 LongestStallMs = 250;

    explicit BusyWindow(QSize size = {900, 600}) : WindowBench(busyKeys())
    {
        window.resize(size);
        writers[0].start({store.path(), sampleKeyText(Ahead), 0, 1, PauseMs, 0});
        writers[1].start({store.path(), sampleKeyText(Behind), 0, 60, PauseMs, 0});
        for (GatewayWriter &writer : writers)
            QVERIFY(writer.awaitBooking());
    }

    static QByteArray busyKeys()
    {
        const auto ago
            = [](qint64 ms) { return toIsoString(SystemClock::instance().nowMs() - ms); };
        std::vector<SampleKey> keys;
        for (int n = 0; n < Keys; ++n) {
            SampleKey key = sampleKey(n);
            key.model = n % 2 == 0 ? QStringLiteral("glm-4.7") : QStringLiteral("glm-4.6");
            key.tokenLimitPer5h = 5'000'000;
            key.expiryDate = QStringLiteral("2099-12-31T23:59:59.000Z");
            key.totalLifetimeTokens = 100'000 - 1000 * n;
            key.usageWindows = {{ago(12 * 3'600'000), 80'000}, {ago(600'000), 60'000 - 1000 * n}};
            key.lastUsed = ago(60'000);
            keys.push_back(key);
        }
        return storeBytes(keys);
    }

    void showPage(Actions::PageNumber page)
    {
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
        QTest::keyClick(&window, Qt::Key(Qt::Key_1 + int(page)), Qt::ControlModifier);
    }

    /// As somebody else's administrator does, with the lock taken and the change noted.
    void editElsewhere(int key, KeyField field, const QByteArray &json) const
    {
        KeyStore ours(store.path(), {}, SystemClock::instance());
        const SessionSettings settings = sessionFor(store.path());
        StoreEditor editor(
            ours, {settings.records.folder, QStringLiteral("ben@test")}, SystemClock::instance());
        const Result<EditOutcome> done
            = editor.run(EditKeys({{{sampleKeyText(key), 0}, {{field, json, {}}}, {}}}));
        QVERIFY2(done, "the edit of somebody else failed");
    }

    /// Until the store was read so many times more, and the text of something has changed so often.
    template <typename Figure>
    void letItRun(Figure figure, int changes = 3)
    {
        QSignalSpy loaded(&window.session()->store(), &StoreController::loaded);
        QSet<QString> seen;
        StallMeter stall;
        QTRY_VERIFY_WITH_TIMEOUT(
            (seen.insert(figure()), loaded.count() >= Reloads && seen.size() > changes), 30'000);
        if (MeasuresLoad)
            QVERIFY2(
                stall.longestMs() < LongestStallMs, qPrintable(QString::number(stall.longestMs())));
    }

    /// The writers ended well, and all that they booked is in the file.
    void finish()
    {
        for (GatewayWriter &writer : writers)
            QVERIFY(writer.finish().acknowledged > Reloads);
        QVERIFY(store.isTidy());
    }

    std::array<GatewayWriter, 2> writers;
};

} // namespace keydeck::test
