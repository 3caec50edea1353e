#include "ui/window/findcontroller.h"

#include "ui/filters/filteroperations.h"
#include "ui/jump/jumppalette.h"
#include "ui/keys/keycolumns.h"
#include "ui/keys/keygrouping.h"
#include "ui/keys/keyspage.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/windowmenus.h"
#include "ui/window/workarea.h"

#include <QAction>

namespace keydeck {

FindController::FindController(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
    , m_filters(new FilterOperations({m_in.window, m_in.workArea.model(), m_in.workArea.keysPage(),
                                         m_in.workArea.savedFilters(), m_in.messages},
          this))
    , m_jump(new JumpPalette(m_in.window, m_in.workArea.model()))
{
    WorkArea &area = m_in.workArea;
    const Actions &actions = m_in.actions;
    area.keysPage().columns().addTo(m_in.menus.columns());
    area.keysPage().grouping().addTo(m_in.menus.groups());
    area.keysPage().columns().addSortingTo(m_in.menus.sorting());
    connect(actions.find, &QAction::triggered, &area, &WorkArea::focusSearch);
    connect(actions.saveFilter, &QAction::triggered, m_filters, &FilterOperations::save);
    connect(actions.jump, &QAction::triggered, this, [this] { m_jump->open(m_in.actions.jump); });
    connect(m_jump, &JumpPalette::keyChosen, &area, &WorkArea::showKey);
    connect(m_filters, &FilterOperations::changed, this, &FindController::filtersChanged);
    connect(m_filters, &FilterOperations::pageRequested, &area,
        [&area] { area.showPage(Actions::KeysPageNumber); });
    connect(&area, &WorkArea::keyMissed, this, [this](const QString &message) {
        m_in.messages.showMessage({theme::Role::Info, message, {}, 0, true});
    });
}

void FindController::setFilters(const QList<SavedFilter> &filters)
{
    m_filters->setFilters(filters);
}

} // namespace keydeck
