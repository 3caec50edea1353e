#pragma once

#include "core/store/keycodec.h"

#include <QDialog>
#include <QUrl>

class QPushButton;

namespace keydeck {

class SecretLabel;
class TextLabel;

/// Hands the new key over: masked until somebody looks, with Copy, a command line to try it
/// with, and a page to save. Closing it before the key was copied or shown takes a second press,
/// since that is easily done by accident.
class CreatedKeyCard final : public QDialog
{
    Q_OBJECT

public:
    /// Without a gateway's URL the command line names a place holder.
    CreatedKeyCard(const NewKey &key, const QUrl &gateway, QWidget *parent = nullptr);
    ~CreatedKeyCard() override;

    void reject() override;

Q_SIGNALS:
    /// The key, or the command line with the key in it.
    void copyRequested(const QString &secret);
    /// A page to give to whoever is going to use the key.
    void pageRequested();

private:
    void showCommandLine(bool revealed);
    void noteTaken();

    NewKey m_key;
    QUrl m_gateway;
    SecretLabel *m_secret;
    TextLabel *m_commandLine;
    TextLabel *m_advice;
    QPushButton *m_close;
    bool m_taken = false;
    bool m_warned = false;
};

} // namespace keydeck
