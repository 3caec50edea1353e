// Open, create and export, from the question to what came of it.
#pragma once

#include "core/base/clock.h"
#include "core/store/keyset.h"

#include <QObject>
#include <QThreadPool>

class QWidget;

namespace keydeck {

class Dialogs;
class MessageBar;

/// Asks where through the dialogs, writes on a worker and says in the message bar how it went.
///
/// Thread: the GUI's. The destructor waits for what is being written.
class FileOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        Dialogs &dialogs;
        MessageBar &messages;
        const Clock &clock;
    };

    explicit FileOperations(const Surroundings &surroundings, QObject *parent = nullptr);
    ~FileOperations() override;

    void openStore();
    void createStore();
    /// The records of these indexes, in that order.
    void exportCsv(
        const QString &storePath, const KeySet &keys, const std::vector<qsizetype> &indexes);

Q_SIGNALS:
    /// There is a store at the path, which the person wants to see.
    void storeChosen(const QString &path);

private:
    void createStoreAt(const QString &path);
    void exportCsvTo(
        const QString &path, const KeySet &keys, const std::vector<qsizetype> &indexes);

    Surroundings m_in;
    QThreadPool m_worker;
};

} // namespace keydeck
