#include "app/demo/democast.h"

namespace keydeck {

namespace {

constexpr auto Default = u"";
constexpr auto Large = u"glm-4.7";
constexpr auto Former = u"glm-4.6";
constexpr auto Air = u"glm-4.5-air";
constexpr qint64 None = DemoCharacter::NoLimit;

using R = DemoRhythm;

// clang-format off
constexpr DemoCharacter Cast[] = {
    // name, model, limit, created days ago, expires in days, rhythm, load, used, minutes, traffic,
    // reset days ago
    {u"Aiko – notebook",        Large,     200'000, 190,  160.5, R::Office,   0.45, 0.38,  95, 3},
    {u"Marco – old laptop",     Large,     100'000, 400,   40.2, R::Office,   0.30, 0.22, 140, 1},
    {u"Zoë Lindqvist",          Large,     300'000, 120,  245.0, R::Office,   0.60, 0.64, 170, 3},
    {u"Priya – IDE",            Large,     250'000,  88,  277.0, R::Office,   0.70, 0.86, 205, 2},
    {u"Jürgen (contractor)",    Air,        50'000,  60,    3.2, R::Office,   0.40, 0.31,  60, 1},
    {u"Léa – thesis",           Former,    150'000,  75,    5.6, R::Evenings, 0.50, 0.12,  35, 1},
    {u"Tomasz – phone",         Air,        20'000,  33,  330.0, R::Evenings, 0.20, 0.00,   0, 0.3},
    {u"Intern <b>Sam</b>",      Large,      50'000,  20,   70.0, R::Office,   0.55, 0.93, 230, 1},
    {u"山田 花子",              Large,     100'000, 150,  215.0, R::Office,   0.35, 0.17,  50, 1},
    {u"O’Brien & daughters",    Former,    120'000, 210,  155.0, R::Evenings, 0.30, 0.00,   0, 0.5},
    {u"Support team",           Large,   1'000'000, 260,  105.0, R::Office,   0.50, 0.58, 160, 5},
    {u"Data platform",          Large,   2'000'000, 140,  225.0, R::Growing,  0.80, 0.91, 240, 4},
    {u"Design tools",           Air,       300'000,  95,  270.0, R::Office,   0.25, 0.09,  40, 1},
    {u"Marketing drafts",       Large,     200'000,  70,  295.0, R::Office,   0.75, 1.04, 215, 0.6},
    {u"Finance – quarter close", Large,    400'000, 180,   90.0, R::Bursts,   0.60, 0.44, 120, 1},
    {u"Legal review",           Former,    500'000, 110,    6.1, R::Office,   0.20, 0.00,   0, 0.5},
    {u"Hackathon guests",       Large,     250'000,  47,  -26.0, R::Bursts,   0.80, 0.00,   0, 0},
    {u"Workshop guests",        Air,        20'000,  24,   -3.4, R::Evenings, 0.60, 0.00,   0, 0.2},
    {u"CI summariser",          Large,     800'000, 230,  135.0, R::Steady,   0.55, 0.47, 130, 5},
    {u"support-bot",            Large,   2'000'000, 300,   65.0, R::Growing,  0.70, 0.72, 190, 8},
    {u"support-bot (staging)",  Large,     100'000, 300,   65.0, R::Office,   0.10, 0.05,  25, 0.5},
    {u"release-notes",          Large,     100'000, 160,  205.0, R::Nightly,  0.35, 0.00,   0, 0.2},
    {u"log-triage",             Large,     500'000,  80,  285.0, R::Steady,   0.65, 3.40, 110, 0.6},
    {u"search-embeddings",      Air,     1'500'000, 200,  165.0, R::Nightly,  0.70, 0.00,   0, 0.5},
    {u"ticket-router",          Large,     300'000, 130,  235.0, R::Steady,   0.70, 0.83, 225, 2, 9},
    {u"translation-worker",     Former,  1'000'000, 105,  260.0, R::Growing,  0.60, 0.49, 150, 4},
    {u"docs-indexer",           Large,     600'000, 170,  195.0, R::Nightly,  0.55, 0.00,   0, 0.3},
    {u"alerts → chat",          Air,        60'000, 220,  145.0, R::Steady,   0.30, 0.27, 100, 2},
    {u"mailer",                 Default,    80'000, 340,   25.0, R::Steady,   0.25, 0.18,  80, 1},
    {u"legacy-importer",        Default,      None, 520,  210.0, R::Nightly,  0.60, 0.30,  55, 0.5},
    {u"Demo for customers",     Large,     120'000,  45,    2.4, R::Bursts,   0.50, 0.41,  70, 1},
    {u"Benchmark runs",         Large,   2'000'000,  50,  315.0, R::Bursts,   0.90, 1.18, 175, 0.6},
    {u"On-call runbook",        Former,     40'000,  65,  300.0, R::Steady,   0.45, 0.96, 265, 0.3},
    {u"Backup – do not use",    Large,   1'000'000, 310,   55.0, R::Never,    0.00, 0.00,   0, 0},
    {u"New colleague (Monday)", Large,     200'000,   2,  363.0, R::Never,    0.00, 0.00,   0, 0},
};
// clang-format on

} // namespace

std::span<const DemoCharacter> demoCast()
{
    return Cast;
}

} // namespace keydeck
