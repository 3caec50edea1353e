#pragma once

#include "core/store/keycodec.h"

#include <QDialog>

#include <vector>

class QPushButton;

namespace keydeck {

class TextLabel;

/// Hands many new keys over at once: their names and masked keys, and all of them to copy. Closing
/// it before they were copied or saved takes a second press, since that is easily done by accident.
class CreatedKeysCard final : public QDialog
{
    Q_OBJECT

public:
    explicit CreatedKeysCard(const std::vector<NewKey> &keys, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    /// A line for each key: its name, a tab, and the key.
    void copyRequested(const QString &secrets);
    /// A page with a sheet for each key.
    void pageRequested();

private:
    void copyAll();
    void noteTaken();

    std::vector<NewKey> m_keys;
    TextLabel *m_advice;
    QPushButton *m_close;
    bool m_taken = false;
    bool m_warned = false;
};

} // namespace keydeck
