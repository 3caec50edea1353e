#include "tests/support/killededitor.h"

#include "core/command/editkeys.h"
#include "core/store/storepatch.h"

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

std::array<int, 2> openPipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        qFatal("cannot make a pipe");
    return ends;
}

} // namespace

QString EditLedger::keyOf(int edit)
{
    return sampleKeyText(edit % Keys);
}

QString EditLedger::nameOf(int edit)
{
    return u"Edit %1"_s.arg(edit);
}

void EditLedger::acknowledge(int edit)
{
    m_last = edit;
    m_edits[size_t(edit % Keys)] = edit;
}

int EditLedger::countLost(const KeySet &keys)
{
    if (keys.size() == Keys && keys.at(next() % Keys).name() == nameOf(next()))
        acknowledge(next());
    int lost = 0;
    for (int key = 0; key < Keys; ++key) {
        const int edit = m_edits[size_t(key)];
        lost += edit > 0 && (key >= keys.size() || keys.at(key).name() != nameOf(edit));
    }
    return lost;
}

KilledEditor::KilledEditor(const FaultBench &bench, int firstEdit)
    : m_acknowledgements(openPipe())
    , m_child(bench.journalFolder(), [&](const auto &safeguards, const auto &ready) {
        KeyStore keys(bench.store.path(), {}, SystemClock::instance(), {}, safeguards);
        ready();
        for (int edit = firstEdit;; ++edit)
            apply(keys, edit);
    })
{
    ::close(m_acknowledgements[1]);
}

KilledEditor::~KilledEditor()
{
    ::close(m_acknowledgements[0]);
}

void KilledEditor::apply(KeyStore &keys, int edit) const
{
    const EditKeys command({{{EditLedger::keyOf(edit), 0},
        {{KeyField::Name, jsonStringText(EditLedger::nameOf(edit)), std::nullopt}}}});
    auto applied = keys.apply(command);
    while (!applied && applied.error().code == ErrorCode::LockBusy)
        applied = keys.apply(command); // a disk that is slow for a moment
    if (!applied || !applied->written
        || ::write(m_acknowledgements[1], &edit, sizeof edit) != ssize_t(sizeof edit))
        ::_exit(1);
}

void KilledEditor::tell(EditLedger &ledger) const
{
    int edit = 0;
    while (::read(m_acknowledgements[0], &edit, sizeof edit) == ssize_t(sizeof edit))
        ledger.acknowledge(edit);
}

} // namespace keydeck::test
