// A key's record as it stands in the store.
#pragma once

#include "core/store/apikey.h"

#include <QPlainTextEdit>

namespace keydeck {

/// Read-only; the keys in it are masked. Scroll and selection stay while the text does.
class JsonTab final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit JsonTab(QWidget *parent = nullptr);

    void showKey(const ApiKey &key);
};

} // namespace keydeck
