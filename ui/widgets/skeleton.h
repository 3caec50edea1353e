// The shape of rows that are still being read.
#pragma once

#include <QTimer>
#include <QWidget>

namespace keydeck {

/// Bars where the lines of a table will be. Blank for the first moment, so that what is there at
/// once does not flicker. Stands still: nothing is known of how far it has got.
class Skeleton final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int BlankMs = 150;

    /// what: for screen readers, "Reading the keys".
    explicit Skeleton(const QString &what, int rowHeight, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int m_rowHeight;
    QTimer m_blank;
};

} // namespace keydeck
