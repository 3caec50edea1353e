// A short cut through the laying out of texts, for the many cells of tables.
#pragma once

#include <pango/pangocairo.h>

#include <array>
#include <optional>
#include <string_view>
#include <vector>

/// The glyphs of printable ASCII in one font and size, and how neighbours move each other, from
/// what Pango makes of each letter and of each pair: the same as it makes of the whole,
/// in a tenth of the time. Where a pair becomes something else (a ligature), a text is not plain.
class PlainGlyphs final
{
public:
    /// Both must outlive it; the layout is used for letters that were not seen before, and is left
    /// with other text.
    PlainGlyphs(PangoLayout *layout, const PangoFontDescription *description);

    struct Line
    {
        std::string_view text;
        double width = 0;
    };
    /// Broken between words; a negative width is that of the whole. Empty for what is not plain,
    /// does not fit into so many lines, or may be broken elsewhere too. Valid until the next call.
    [[nodiscard]] const std::vector<Line> &lines(std::string_view text, double width, int most);
    /// Of a plain text; from x on, on the baseline y.
    void show(cairo_t *cairo, std::string_view text, double x, double y);

private:
    static constexpr char First = ' ', Last = '~';
    static constexpr size_t Count = Last - First + 1;
    struct Shaped
    {
        int count = 0;
        std::array<PangoGlyph, 2> glyphs{};
        double width = 0;
    };

    /// What becomes of a letter or two; nothing where that takes more than one font.
    [[nodiscard]] std::optional<Shaped> shaped(std::string_view text);
    [[nodiscard]] const std::optional<Shaped> &letter(char letter);
    [[nodiscard]] double shiftBetween(char left, char right);
    /// Nothing for what is not plain.
    [[nodiscard]] std::optional<double> widthOf(std::string_view text);

    PangoLayout *m_layout;
    const PangoFontDescription *m_description;
    PangoFont *m_font = nullptr; ///< of the first letter; the font map owns it
    std::array<bool, Count> m_isKnown{};
    std::array<std::optional<Shaped>, Count> m_letters;
    std::vector<float> m_shifts; ///< by pair; NaN: not known yet, infinite: not plain
    std::vector<Line> m_lines;
    std::vector<cairo_glyph_t> m_glyphs; ///< of the text that is shown
    std::vector<cairo_text_cluster_t> m_clusters;
};
