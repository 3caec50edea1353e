// Fixed work, to have its instructions counted: see tst_instructions.cpp. Says on standard output
// how often it allocates memory.
#include "core/command/editkeys.h"
#include "core/notes/keynotes.h"
#include "core/query/querymatches.h"
#include "core/store/keycodec.h"
#include "tests/bench/support/benchstores.h"
#include "tests/bench/support/comparison.h"
#include "tests/support/manualclock.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *before, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
}

namespace {

long long allocations = 0;

constexpr int Keys = 500;

/// What is there before the work, and comes out of it: neither is counted.
struct Bench
{
    QByteArray bytes = benchStore(Keys);
    KeySet keys = decodeStore(bytes);
    EditKeys edit{
        {{{keys.at(Keys / 2).key(), 0}, {{KeyField::TokenLimitPer5h, "123456", std::nullopt}}}}};
    Query query{u"chat -batch model:glm used>50% expires<90d"_s};
    KeyNotes notes;
};

/// A store is read, and what the gateway's rules say of each of its keys.
int readStore(const Bench &bench)
{
    const KeySet keys = decodeStore(bench.bytes);
    int expired = 0;
    for (qsizetype i = 0; i < keys.size(); ++i)
        expired += keyState(keys.at(i), test::SomeNowMs).status == KeyStatus::Expired;
    return expired;
}

/// One field is changed: from the bytes to the checked new bytes.
int editStore(const Bench &bench)
{
    const Result<KeySet> edited = bench.edit.apply(decodeStore(bench.bytes));
    return edited && edited->bytes() != bench.bytes ? 1 : 0;
}

/// A search of several words goes through all keys.
int searchStore(const Bench &bench)
{
    const std::vector<char> found
        = queryMatches(bench.query, bench.keys, bench.notes, test::SomeNowMs);
    return int(std::count(found.begin(), found.end(), 1));
}

} // namespace

// In the place of the C library's, for everything in this program.
extern "C" {

void *malloc(size_t size) noexcept
{
    ++allocations;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) noexcept
{
    ++allocations;
    return __libc_calloc(count, size);
}

void *realloc(void *before, size_t size) noexcept
{
    ++allocations;
    return __libc_realloc(before, size);
}

void *aligned_alloc(size_t alignment, size_t size) noexcept
{
    ++allocations;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **place, size_t alignment, size_t size) noexcept
{
    ++allocations;
    *place = __libc_memalign(alignment, size);
    return *place ? 0 : ENOMEM;
}
}

/// Callgrind counts what happens inside this function, by its name.
extern "C" [[gnu::noinline]] int keydeckWorkload(const Bench &bench, int (*work)(const Bench &))
{
    return work(bench);
}

int main(int argc, char **argv)
{
    const QByteArrayView name(argc > 1 ? argv[1] : "");
    const auto work = name == "read" ? readStore : name == "edit" ? editStore : searchStore;
    const Bench bench;
    const long long before = allocations;
    const int done = keydeckWorkload(bench, work);
    std::printf("%lld\n", allocations - before);
    return done > 0 ? 0 : 1; // it found something to do
}
