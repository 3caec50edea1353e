// File dialogs for tests that open none: nobody answers, but as they are told beforehand.
#pragma once

#include "ui/window/dialogs.h"

namespace keydeck::test {

class NoDialogs final : public Dialogs
{
public:
    QString saveTo; ///< empty: nobody answers
    void askStoreToOpen(QWidget *, Answer) override { }
    void askWhereToSave(QWidget *, const SaveQuestion &, Answer answer) override
    {
        if (!saveTo.isEmpty())
            answer(saveTo);
    }
    void askImportToOpen(QWidget *, Answer answer) override
    {
        if (!importFile.isEmpty())
            answer(importFile);
    }

    QString importFile;
};

} // namespace keydeck::test
