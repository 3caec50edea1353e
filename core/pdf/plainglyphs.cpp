#include "core/pdf/plainglyphs.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

/// A line can begin behind spaces alone: a hyphen before a digit is none between words.
bool breaksAtSpaces(std::string_view text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    for (size_t n = 0; n < text.size(); ++n) {
        const char c = text[n];
        const bool isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        const bool isInNumber = c == '-' && n + 1 < text.size() && isDigit(text[n + 1]);
        if (!isLetter && !isDigit(c) && c != ' ' && c != ':' && c != '.' && !isInNumber)
            return false;
    }
    return text.find("  ") == std::string_view::npos;
}

} // namespace

PlainGlyphs::PlainGlyphs(PangoLayout *layout, const PangoFontDescription *description)
    : m_layout(layout)
    , m_description(description)
    , m_shifts(Count * Count, std::numeric_limits<float>::quiet_NaN())
{ }

std::optional<PlainGlyphs::Shaped> PlainGlyphs::shaped(std::string_view text)
{
    pango_layout_set_font_description(m_layout, m_description);
    pango_layout_set_width(m_layout, -1);
    pango_layout_set_text(m_layout, text.data(), int(text.size()));
    PangoLayoutLine *line = pango_layout_get_line_readonly(m_layout, 0);
    if (!line->runs || line->runs->next || pango_layout_get_unknown_glyphs_count(m_layout) > 0)
        return std::nullopt;
    const auto *run = static_cast<const PangoLayoutRun *>(line->runs->data);
    if (!m_font)
        m_font = run->item->analysis.font;
    if (run->item->analysis.font != m_font || run->glyphs->num_glyphs != int(text.size()))
        return std::nullopt;
    Shaped shaped{run->glyphs->num_glyphs, {}, 0};
    for (int n = 0; n < shaped.count; ++n)
        shaped.glyphs[size_t(n)] = run->glyphs->glyphs[n].glyph;
    shaped.width = double(pango_glyph_string_get_width(run->glyphs)) / PANGO_SCALE;
    return shaped;
}

const std::optional<PlainGlyphs::Shaped> &PlainGlyphs::letter(char letter)
{
    const auto place = size_t(letter - First);
    if (!m_isKnown[place]) {
        m_isKnown[place] = true;
        m_letters[place] = shaped({&letter, 1});
    }
    return m_letters[place];
}

double PlainGlyphs::shiftBetween(char left, char right)
{
    float &shift = m_shifts[size_t(left - First) * Count + size_t(right - First)];
    if (std::isnan(shift)) {
        const std::array<char, 2> text{left, right};
        const auto pair = shaped({text.data(), text.size()});
        const auto &one = letter(left), &other = letter(right);
        const bool isPlain = pair && one && other && pair->glyphs[0] == one->glyphs[0]
            && pair->glyphs[1] == other->glyphs[0];
        shift = isPlain ? float(pair->width - one->width - other->width)
                        : std::numeric_limits<float>::infinity();
    }
    return double(shift);
}

std::optional<double> PlainGlyphs::widthOf(std::string_view text)
{
    double width = 0;
    for (size_t n = 0; n < text.size(); ++n) {
        if (text[n] < First || text[n] > Last || !letter(text[n]))
            return std::nullopt;
        width += letter(text[n])->width + (n > 0 ? shiftBetween(text[n - 1], text[n]) : 0);
    }
    return std::isfinite(width) ? std::optional(width) : std::nullopt;
}

const std::vector<PlainGlyphs::Line> &PlainGlyphs::lines(
    std::string_view text, double width, int most)
{
    m_lines.clear();
    const auto whole = widthOf(text);
    if (whole && (width < 0 || *whole <= width))
        m_lines.push_back({text, *whole});
    if (!whole || !m_lines.empty() || !breaksAtSpaces(text))
        return m_lines;
    for (size_t from = 0; from < text.size();) {
        Line line;
        for (size_t to = from; to < text.size();) {
            to = std::min(text.find(' ', to + 1), text.size());
            const Line longer{text.substr(from, to - from), *widthOf(text.substr(from, to - from))};
            if (longer.width > width)
                break;
            line = longer;
        }
        if (line.text.empty() || int(m_lines.size()) == most) {
            m_lines.clear(); // a word has to be broken, or the rest to be cut
            return m_lines;
        }
        m_lines.push_back(line);
        from += line.text.size() + 1;
    }
    return m_lines;
}

void PlainGlyphs::show(cairo_t *cairo, std::string_view text, double x, double y)
{
    m_glyphs.clear();
    m_clusters.clear();
    for (size_t n = 0; n < text.size(); ++n) {
        const Shaped &shape = *letter(text[n]);
        x += n > 0 ? shiftBetween(text[n - 1], text[n]) : 0;
        const bool isVisible = shape.glyphs[0] != PANGO_GLYPH_EMPTY;
        if (isVisible)
            m_glyphs.push_back({shape.glyphs[0], x, y});
        m_clusters.push_back({1, isVisible ? 1 : 0});
        x += shape.width;
    }
    if (text.empty())
        return;
    cairo_set_scaled_font(cairo, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(m_font)));
    cairo_show_text_glyphs(cairo, text.data(), int(text.size()), m_glyphs.data(),
        int(m_glyphs.size()), m_clusters.data(), int(m_clusters.size()),
        cairo_text_cluster_flags_t());
}
