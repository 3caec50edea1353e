#pragma once

#include "core/command/importkeys.h"
#include "ui/import/importreader.h"
#include "ui/import/importstate.h"

#include <QDialog>

#include <atomic>
#include <memory>

class QPushButton;
class QStackedLayout;

namespace keydeck {

class BusyLine;
class Clock;
class ImportColumns;
class ImportFileLine;
class ImportRows;
class MessageBar;
class TextLabel;

/// What a file would add to the store, row by row, before it is written: the file is chosen,
/// dropped or typed, its columns say what they mean, blank cells get what is filled in. All rows or
/// none, unless the person has the bad ones left out.
///
/// It reads and plans by itself, on a worker; its wish to write leaves as a signal, and it is told
/// what came of it.
class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// What is to be written.
    struct Order
    {
        std::shared_ptr<const ImportPlan> plan; ///< its good rows
        QString source; ///< the file's name
        ImportKeys::IsStopped isStopped;
    };

    /// The clock must outlive it.
    ImportDialog(const KeySet &store, const Clock &clock, QWidget *parent = nullptr);
    ~ImportDialog() override;

    void readFile(const QString &path);
    /// The store as it is now: rows are judged anew.
    void setStore(const KeySet &store);
    /// Why nothing can be written; empty: it can.
    void setLocked(const QString &reason);
    /// The store took it: closes.
    void showDone();
    void showFailure(const Error &error);

    [[nodiscard]] bool isSettled() const;
    /// Stops what is being written, and closes later, or closes.
    void reject() override;

Q_SIGNALS:
    /// The person wants to look for a file.
    void fileWanted();
    void importWanted(const keydeck::ImportDialog::Order &order);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    [[nodiscard]] QWidget *newContent();
    void layOut();
    void connectReader();
    void readTyped();
    void read();
    void takeTable(const ImportReader::Table &table);
    void takePlan(const ImportReader::Plan &plan);
    void planAgain();
    void forgetFile();
    void stop();
    void submit();
    void showError(const Error &error);
    void refresh();
    [[nodiscard]] ImportState state() const;

    const Clock &m_clock;
    KeySet m_store;
    ImportReader m_reader;
    QString m_path; ///< of the table, or of what is being read
    ImportReader::Table m_table;
    ImportReader::Plan m_plan; ///< nullptr: none that is up to date
    QString m_lock;
    std::shared_ptr<std::atomic<bool>> m_writing; ///< true: stop; nullptr: nothing is being written
    ImportFileLine *m_file;
    TextLabel *m_shape;
    MessageBar *m_bar;
    QStackedLayout *m_stack;
    ImportColumns *m_columns;
    ImportRows *m_rows;
    BusyLine *m_busy;
    QPushButton *m_import = nullptr;
};

} // namespace keydeck
