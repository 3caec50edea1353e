// A short list of keys with something said about each.
#pragma once

#include "core/store/keyset.h"
#include "ui/widgets/mark.h"

#include <QAbstractListModel>
#include <QListView>

#include <optional>

namespace keydeck {

/// One line: who, a figure at the right, and below it a bar or a remark.
struct KeyLine
{
    KeyRef ref;
    QString title;
    QString value;
    QString remark;
    double share = -1; ///< of the bar's width, 0 to 1; below 0 for none
    std::optional<Mark> mark;
    theme::Role role = theme::Role::Neutral;
    QString toolTip;
};

class KeyLinesModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setLines(const QList<KeyLine> &lines);
    [[nodiscard]] const QList<KeyLine> &lines() const { return m_lines; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<KeyLine> m_lines;
};

/// As high as its lines. A click or Enter opens the key.
class KeyLines final : public QListView
{
    Q_OBJECT

public:
    explicit KeyLines(QWidget *parent = nullptr);

    void setLines(const QList<KeyLine> &lines);
    [[nodiscard]] const QList<KeyLine> &lines() const { return m_model->lines(); }

Q_SIGNALS:
    void keyActivated(const keydeck::KeyRef &ref);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void follow(const KeyRef &key);
    void activate(const QModelIndex &index);

    KeyLinesModel *m_model;
};

} // namespace keydeck
