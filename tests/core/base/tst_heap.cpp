#include "core/base/heap.h"

#include <QTest>

#include <cstring>
#include <memory>
#include <string>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KEYDECK_ALLOCATES_BY_GLIBC
#include <malloc.h>
#endif

using namespace keydeck;

namespace {

constexpr size_t Large = 8 * 1024 * 1024;

std::unique_ptr<char[]> filled(size_t bytes)
{
    std::unique_ptr<char[]> memory(new char[bytes]);
    preferLargePages(memory.get(), bytes);
    std::memset(memory.get(), 'x', bytes);
    return memory;
}

} // namespace

class TestHeap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void largeValuesAreGivenBackAtOnce()
    {
#ifdef KEYDECK_ALLOCATES_BY_GLIBC
        giveLargeValuesBack();
        filled(3 * Large).reset(); // from which the library would have learnt
        const auto mapped = [] { return ::mallinfo2().hblkhd; };
        const size_t before = mapped();
        auto value = filled(Large);
        QVERIFY(mapped() >= before + Large);
        value.reset();
        QCOMPARE(mapped(), before);
#else
        QSKIP("Memory comes from another library.");
#endif
    }

    void whatIsFilledIsWhatWasWritten()
    {
        for (const size_t bytes : {size_t(0), size_t(1), Large - 1, Large, 3 * Large + 5}) {
            const auto memory = filled(bytes);
            const std::string expected(bytes, 'x');
            QVERIFY(std::memcmp(memory.get(), expected.data(), bytes) == 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestHeap)
#include "tst_heap.moc"
