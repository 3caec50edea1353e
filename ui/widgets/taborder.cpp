#include "ui/widgets/taborder.h"

#include "ui/widgets/accessiblerole.h"

#include <QAbstractButton>
#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace keydeck {

namespace {

void collect(QWidget *widget, QList<QWidget *> *stops);

void collect(const QLayout &layout, QList<QWidget *> *stops)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem *item = layout.itemAt(i);
        if (item->layout())
            collect(*item->layout(), stops);
        else if (item->widget())
            collect(item->widget(), stops);
    }
}

/// Of one that places its children without a layout.
QList<QWidget *> placedIn(QWidget &widget)
{
    QList<QWidget *> placed;
    if (const auto *area = qobject_cast<QScrollArea *>(&widget)) {
        placed = {area->widget()};
    } else if (const auto *tabs = qobject_cast<QTabWidget *>(&widget)) {
        placed = {tabs->tabBar(), tabs->cornerWidget()};
        for (int tab = 0; tab < tabs->count(); ++tab)
            placed += tabs->widget(tab);
    } else if (const auto *splitter = qobject_cast<QSplitter *>(&widget)) {
        for (int i = 0; i < splitter->count(); ++i)
            placed += splitter->widget(i);
    } else if (widget.focusPolicy() == Qt::NoFocus) {
        placed = widget.findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
    }
    return placed;
}

void collect(QWidget *widget, QList<QWidget *> *stops)
{
    if (!widget)
        return;
    if (widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy())
        stops->append(widget);
    if (widget->layout()) {
        collect(*widget->layout(), stops);
        return;
    }
    for (QWidget *each : placedIn(*widget))
        collect(each, stops);
}

} // namespace

void tabInLayoutOrder(QWidget &container)
{
    QList<QWidget *> stops;
    collect(&container, &stops);
    for (qsizetype i = 1; i < stops.size(); ++i)
        QWidget::setTabOrder(stops[i - 1], stops[i]);
}

void tabToTheChecked(const QList<QAbstractButton *> &buttons)
{
    for (QAbstractButton *button : buttons) {
        const auto follow = [button](bool isChecked) {
            button->setFocusPolicy(isChecked ? Qt::StrongFocus : Qt::ClickFocus);
        };
        button->setAutoExclusive(true);
        if (qobject_cast<QToolButton *>(button))
            setAccessibleRole(*button, QAccessible::RadioButton);
        follow(button->isChecked());
        QObject::connect(button, &QAbstractButton::toggled, button, follow);
    }
}

} // namespace keydeck
