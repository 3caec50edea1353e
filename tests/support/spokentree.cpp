#include "tests/support/spokentree.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace keydeck::test {

QAccessibleTableInterface *spokenTable(QWidget &view)
{
    QAccessibleTableInterface *table
        = QAccessible::queryAccessibleInterface(&view)->tableInterface();
    QAccessibleTableModelChangeEvent moved(&view, QAccessibleTableModelChangeEvent::ModelReset);
    if (table)
        table->modelChange(&moved);
    return table;
}

namespace {

Spoken spokenOf(const QAccessibleInterface &thing, QWidget *of, int depth)
{
    Spoken spoken;
    spoken.role = const_cast<QAccessibleInterface &>(thing).role();
    spoken.name = thing.text(QAccessible::Name);
    spoken.description = thing.text(QAccessible::Description);
    spoken.value = thing.text(QAccessible::Value);
    spoken.state = thing.state();
    spoken.rect = thing.rect();
    spoken.widget = qobject_cast<QWidget *>(thing.object());
    spoken.of = spoken.widget ? spoken.widget.data() : of;
    spoken.depth = depth;
    spoken.hasTextInterface = const_cast<QAccessibleInterface &>(thing).textInterface() != nullptr;
    return spoken;
}

void collect(QAccessibleInterface *thing, QWidget *of, int depth, QList<Spoken> *all)
{
    if (!thing || !thing->isValid() || thing->state().invisible)
        return;
    all->append(spokenOf(*thing, of, depth));
    if (all->last().widget)
        (void)spokenTable(*all->last().widget);
    QWidget *inside = all->last().of;
    for (int child = 0; child < thing->childCount(); ++child)
        collect(thing->child(child), inside, depth + 1, all);
}

} // namespace

QString Spoken::text() const
{
    const auto roles = QMetaEnum::fromType<QAccessible::Role>();
    QString kind = QString::fromLatin1(roles.valueToKey(role));
    if (of)
        kind += u' ' + QString::fromLatin1(of->metaObject()->className());
    return u"%1 “%2” (%3) = “%4”"_s.arg(kind, name, description, value);
}

QList<Spoken> spokenTree(QWidget &root)
{
    QList<Spoken> all;
    collect(QAccessible::queryAccessibleInterface(&root), nullptr, 0, &all);
    return all;
}

} // namespace keydeck::test
