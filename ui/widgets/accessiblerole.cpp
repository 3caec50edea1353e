#include "ui/widgets/accessiblerole.h"

#include <QAbstractButton>
#include <QAccessibleWidget>
#include <QLabel>

namespace keydeck {

namespace {

constexpr char RoleProperty[] = "accessibleRole";

class RoleInterface final : public QAccessibleWidget
{
public:
    RoleInterface(QWidget *widget, QAccessible::Role role) : QAccessibleWidget(widget, role) { }

    [[nodiscard]] QString text(QAccessible::Text which) const override
    {
        const auto *label = qobject_cast<const QLabel *>(widget());
        if (which == QAccessible::Name && label && label->accessibleName().isEmpty())
            return label->text();
        return QAccessibleWidget::text(which);
    }
    [[nodiscard]] int childCount() const override
    {
        return isWhole() ? 0 : QAccessibleWidget::childCount();
    }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        return isWhole() ? nullptr : QAccessibleWidget::child(index);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        return isWhole() ? -1 : QAccessibleWidget::indexOfChild(child);
    }

private:
    [[nodiscard]] bool isWhole() const { return role() != QAccessible::AlertMessage; }
};

/// Qt's own says that a tool button is a box to tick, also where one of several is chosen.
class ChoiceInterface final : public QAccessibleWidget
{
public:
    explicit ChoiceInterface(QAbstractButton *button)
        : QAccessibleWidget(button, QAccessible::RadioButton)
        , m_button(button)
    { }

    [[nodiscard]] QString text(QAccessible::Text which) const override
    {
        if (which == QAccessible::Name && m_button->accessibleName().isEmpty())
            return m_button->text().remove(u'&');
        return QAccessibleWidget::text(which);
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.checkable = true;
        state.checked = m_button->isChecked();
        return state;
    }
    [[nodiscard]] QStringList actionNames() const override
    {
        return QStringList{pressAction()} + QAccessibleWidget::actionNames();
    }
    void doAction(const QString &name) override
    {
        if (name == pressAction())
            m_button->click();
        else
            QAccessibleWidget::doAction(name);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &name) const override
    {
        if (name == pressAction() && !m_button->shortcut().isEmpty())
            return {m_button->shortcut().toString()};
        return QAccessibleWidget::keyBindingsForAction(name);
    }

private:
    QAbstractButton *m_button;
};

QAccessibleInterface *interfaceOf(const QString &, QObject *object)
{
    const QVariant role = object ? object->property(RoleProperty) : QVariant();
    if (!role.isValid() || !object->isWidgetType())
        return nullptr;
    auto *button = qobject_cast<QAbstractButton *>(object);
    if (button && role.toInt() == QAccessible::RadioButton)
        return new ChoiceInterface(button);
    return new RoleInterface(static_cast<QWidget *>(object), QAccessible::Role(role.toInt()));
}

} // namespace

void setAccessibleRole(QWidget &widget, QAccessible::Role role)
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(interfaceOf);
        return true;
    }();
    Q_UNUSED(isInstalled);
    // Somebody may have asked already: Qt does by itself while a widget is being made.
    if (QAccessibleInterface *usual = QAccessible::queryAccessibleInterface(&widget))
        QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(usual));
    widget.setProperty(RoleProperty, int(role));
}

} // namespace keydeck
