#pragma once

#include "ui/session/storesession.h"

#include <QWidget>

namespace keydeck {

/// "Production · read-only" on the profile's colour, with its disc. Asks to be told more when it is
/// clicked. Hidden while there is no profile.
class ProfileChip final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int LongestWidth = 320;

    explicit ProfileChip(QWidget *parent = nullptr);

    void setBadge(const ProfileBadge &badge, bool readOnly);
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRect chipRect() const;

    ProfileBadge m_badge;
    bool m_readOnly = false;
};

} // namespace keydeck
