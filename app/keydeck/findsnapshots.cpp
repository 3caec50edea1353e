// The pictures of what finds: the search with its proposals, sentences and help, and the jump.
#include "app/keydeck/snapshots.h"
#include "ui/keys/keygrouping.h"
#include "ui/keys/keyspage.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace keydeck {

using namespace Qt::StringLiterals;

void Snapshots::planFinding()
{
    const auto page = [this]() -> KeysPage & { return window().workArea().keysPage(); };
    addStep(u"search"_s, [page] {
        page().search(u"used>50% status:"_s);
        page().focusSearch();
        auto *line = page().findChild<QLineEdit *>(u"keysSearch"_s);
        line->end(false);
        QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, Qt::NoModifier);
        QCoreApplication::sendEvent(line, &down);
        QCoreApplication::sendEvent(line, &down);
    });
    addStep(u"search-error"_s, [page] { page().search(u"used>50% expires<7x"_s); });
    addStep(
        u"search-help"_s, [page] { page().findChild<QToolButton *>(u"searchHelp"_s)->click(); });
    addStep(u"groups"_s, [page] {
        page().search({});
        page().grouping().action(Grouping::Model)->trigger();
    });
    addStep(u"jump"_s, [this, page] {
        page().grouping().action(Grouping::None)->trigger();
        window().actions().jump->trigger();
        window().findChild<QLineEdit *>(u"jumpLine"_s)->setText(u"re"_s);
    });
}

} // namespace keydeck
