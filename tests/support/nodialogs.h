// File dialogs for tests that open none: nobody answers.
#pragma once

#include "ui/window/dialogs.h"

namespace keydeck::test {

class NoDialogs final : public Dialogs
{
public:
    void askStoreToOpen(QWidget *, Answer) override { }
    void askWhereToSave(QWidget *, const SaveQuestion &, Answer) override { }
};

} // namespace keydeck::test
