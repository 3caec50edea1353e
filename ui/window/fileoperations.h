// Open, create and export, from the question to what came of it.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/keyset.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>

class QWidget;

namespace keydeck {

class Dialogs;
class MessageBar;
struct FileProgress;
struct OfferedFile;

/// Asks where through the dialogs, writes on a worker and says in the message bar how it went.
///
/// Thread: the GUI's. The destructor stops what takes a while, and waits for what is being written.
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
    /// No export is ever put in the place of the open store or what belongs to it; empty for none.
    void setStorePath(const QString &storePath) { m_storePath = storePath; }
    /// Saves and copies of every chart card that the widget has by now.
    void serveCharts(const QWidget &widget);
    /// Asks where, and writes it.
    void save(const OfferedFile &file);
    /// The records of these indexes, in that order.
    void exportCsv(const KeySet &keys, const std::vector<qsizetype> &indexes);

Q_SIGNALS:
    /// There is a store at the path, which the person wants to see.
    void storeChosen(const QString &path);

private:
    void createStoreAt(const QString &path);
    void noteCopied(const QString &title);
    /// Makes the content and writes it on the worker, then says done or why not.
    struct Wish
    {
        QString path;
        std::function<Result<QByteArray>()> content;
        QString what; ///< "list of keys"
        QString done; ///< a sentence for afterwards
        bool isPrivate = false;
        std::shared_ptr<FileProgress> progress = {};
    };
    using WishPointer = std::shared_ptr<const Wish>;
    void write(Wish wish);
    void showProgress();
    void noteWritten(const WishPointer &wish, const Result<> &written);

    Surroundings m_in;
    QString m_storePath;
    QThreadPool m_worker;
    QList<WishPointer> m_running; ///< in the order of the worker
    QTimer m_progress{this}; ///< while something is being written
    QString m_said; ///< of the progress, as long as it stands in the bar
};

} // namespace keydeck
