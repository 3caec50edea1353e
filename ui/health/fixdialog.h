// Shows what fixes change before they are made.
#pragma once

#include "ui/health/fixtable.h"

#include <QDialog>

namespace keydeck {

/// Names every value, old and new; Cancel is what Return presses.
class FixDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QString heading; ///< "Make 5 changes in 3 keys?"
        QString sentence; ///< what else is worth knowing
        QString verb; ///< "&Make 5 changes"
    };

    FixDialog(const Question &question, std::vector<FixRow> rows, QWidget *parent = nullptr);
};

} // namespace keydeck
