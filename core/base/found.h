// What a look-up found: where it is published, or of one's own.
#pragma once

#include "core/base/readerslots.h"

#include <memory>
#include <utility>

namespace keydeck {

/// A value, or that there is none. The value stays as it is while this holds it, whatever happens
/// to the cache meanwhile; a hit of the cache copies nothing and counts nothing that threads share.
/// To be released soon, and by the thread that looked (see ReaderSlots::Pin): what is to last or to
/// cross threads is copied.
template <typename Value>
class Found final
{
public:
    /// Nothing.
    Found() = default;
    /// One of its own, or null for nothing.
    explicit Found(std::unique_ptr<const Value> own) : m_value(own.get()), m_own(std::move(own)) { }

    Found(Found &&other) noexcept
        : m_value(std::exchange(other.m_value, nullptr))
        , m_pin(std::move(other.m_pin))
        , m_own(std::move(other.m_own))
    { }
    Found &operator=(Found &&other) noexcept
    {
        m_value = std::exchange(other.m_value, nullptr);
        m_pin = std::move(other.m_pin);
        m_own = std::move(other.m_own);
        return *this;
    }
    Q_DISABLE_COPY(Found)
    ~Found() = default;

    /// A published one, or null for nothing. Of one that holds nothing.
    void hold(const Value *value, ReaderSlots::Pin pin)
    {
        m_value = value;
        m_pin = std::move(pin);
    }

    [[nodiscard]] explicit operator bool() const { return m_value; }
    [[nodiscard]] const Value &operator*() const { return *m_value; }
    [[nodiscard]] const Value *operator->() const { return m_value; }
    /// Null for nothing.
    [[nodiscard]] const Value *get() const { return m_value; }

private:
    const Value *m_value = nullptr;
    ReaderSlots::Pin m_pin;
    std::unique_ptr<const Value> m_own;
};

} // namespace keydeck
