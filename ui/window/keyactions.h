// The actions about keys, and who carries them out.
#pragma once

namespace keydeck {

class Actions;
class ImportOperations;
class KeyOperations;
class KeyVerbs;
class ReportOperations;
class WhatIfOperations;
class WorkArea;

/// All of it must live as long as the window.
struct KeyActions
{
    Actions &actions;
    WorkArea &workArea; ///< which keys are selected
    KeyOperations &operations;
    KeyVerbs &verbs;
    ReportOperations &reports;
    WhatIfOperations &whatIf;
    ImportOperations &imports;
};

/// Has each action, and what the panel of the selected key asks for, done to the selected keys.
void connectKeyActions(const KeyActions &wired);

} // namespace keydeck
