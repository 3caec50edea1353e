#include "core/pdf/keydeckpdf.h"

#include "core/pdf/plainglyphs.h"

#include <pango/pangocairo.h>

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

template <auto Release>
struct Releaser
{
    template <typename Object>
    void operator()(Object *object) const
    {
        Release(object);
    }
};

template <typename Object, auto Release>
using Owned = std::unique_ptr<Object, Releaser<Release>>;

constexpr double A4Width = 595.28, A4Height = 841.89; // until setSize()
constexpr double HatchStep = 4, HatchWidth = 1.2;
constexpr unsigned HatchGround = 0xededed;

} // namespace

struct KeydeckPdf
{
    explicit KeydeckPdf(const KeydeckPdfInfo &info);

    void layOut(const KeydeckPdfText &text);
    struct Font
    {
        Owned<PangoFontDescription, pango_font_description_free> description;
        std::unique_ptr<PlainGlyphs> plain;
    };
    Font &font(KeydeckPdfFace face, double size);
    /// Empty where it takes Pango to know.
    const std::vector<PlainGlyphs::Line> &plainLines(const KeydeckPdfText &text);
    void setColor(unsigned color);
    void hatch(double x, double y, double width, double height);

    [[nodiscard]] bool isWell() const
    {
        return failure.empty() && cairo_status(cairo.get()) == CAIRO_STATUS_SUCCESS;
    }

    std::string bytes;
    std::string failure;
    Owned<cairo_surface_t, cairo_surface_destroy> surface;
    Owned<cairo_t, cairo_destroy> cairo;
    Owned<PangoFontMap, g_object_unref> fonts; ///< its own: documents are made on any thread
    Owned<PangoContext, g_object_unref> context;
    Owned<PangoLayout, g_object_unref> layout;
    std::map<std::pair<int, double>, Font> usedFonts;
    std::map<int, int> bookmarks; ///< the latest of each level
    int page = 1;
};

namespace {

cairo_status_t append(void *bytes, const unsigned char *data, unsigned length)
{
    static_cast<std::string *>(bytes)->append(reinterpret_cast<const char *>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

/// As pango_cairo_show_layout_line(), but that an ellipsis stands for itself: whoever copies or
/// searches a text gets what can be read there.
void show(cairo_t *cairo, const char *text, PangoLayoutLine *line, double x, double y)
{
    for (const GSList *each = line->runs; each; each = each->next) {
        auto *run = static_cast<PangoLayoutRun *>(each->data);
        const PangoAnalysis &analysis = run->item->analysis;
        cairo_move_to(cairo, x, y);
        if (analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS)
            pango_cairo_show_glyph_string(cairo, analysis.font, run->glyphs);
        else
            pango_cairo_show_glyph_item(cairo, text, run);
        x += double(pango_glyph_string_get_width(run->glyphs)) / PANGO_SCALE;
    }
}

double lineWidth(PangoLayoutLine *line)
{
    PangoRectangle extent;
    pango_layout_line_get_extents(line, nullptr, &extent);
    return double(extent.width) / PANGO_SCALE;
}

} // namespace

KeydeckPdf::KeydeckPdf(const KeydeckPdfInfo &info)
    : surface(cairo_pdf_surface_create_for_stream(append, &bytes, A4Width, A4Height))
    , cairo(cairo_create(surface.get()))
    , fonts(pango_cairo_font_map_new())
    , context(pango_font_map_create_context(fonts.get()))
{
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, info.title);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_AUTHOR, "Keydeck");
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, info.creator);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, info.created);

    // Paper has no pixels to fit glyphs to.
    const Owned<cairo_font_options_t, cairo_font_options_destroy> options(
        cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_context_set_round_glyph_positions(context.get(), FALSE);

    layout.reset(pango_layout_new(context.get()));
    pango_layout_set_auto_dir(
        layout.get(), FALSE); // columns stay columns, whatever a name begins with
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    const Owned<PangoAttrList, pango_attr_list_unref> attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("tnum=1"));
    // A hyphen within a key would be read as a part of it.
    pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes.get());

    constexpr char Usual[] = "Page 1";
    layOut({Usual, sizeof Usual - 1, KeydeckPdfRegular, 9, 9, -1, 1, 0});
    if (pango_layout_get_unknown_glyphs_count(layout.get()) > 0)
        failure = "no font is installed";
}

KeydeckPdf::Font &KeydeckPdf::font(KeydeckPdfFace face, double size)
{
    Font &font = usedFonts[{int(face), size}];
    auto &description = font.description;
    if (!description) {
        description.reset(pango_font_description_new());
        pango_font_description_set_family_static(
            description.get(), face == KeydeckPdfFixed ? "monospace" : "sans-serif");
        pango_font_description_set_weight(
            description.get(), face == KeydeckPdfStrong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(description.get(), size * PANGO_SCALE);
        font.plain = std::make_unique<PlainGlyphs>(layout.get(), description.get());
    }
    return font;
}

const std::vector<PlainGlyphs::Line> &KeydeckPdf::plainLines(const KeydeckPdfText &text)
{
    return font(text.face, text.size).plain->lines({text.utf8, text.bytes}, text.width, text.lines);
}

void KeydeckPdf::layOut(const KeydeckPdfText &text)
{
    pango_layout_set_font_description(layout.get(), font(text.face, text.size).description.get());
    const bool hasWidth = text.width >= 0;
    pango_layout_set_width(layout.get(), hasWidth ? int(std::ceil(text.width * PANGO_SCALE)) : -1);
    pango_layout_set_height(layout.get(), hasWidth ? -text.lines : -1);
    pango_layout_set_ellipsize(layout.get(), hasWidth ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_text(layout.get(), text.utf8, int(text.bytes));
}

void KeydeckPdf::setColor(unsigned color)
{
    cairo_set_source_rgb(cairo.get(), double(color >> 16 & 0xff) / 255,
        double(color >> 8 & 0xff) / 255, double(color & 0xff) / 255);
}

/// Falling lines, which meet those of the neighbours.
void KeydeckPdf::hatch(double x, double y, double width, double height)
{
    cairo_save(cairo.get());
    cairo_rectangle(cairo.get(), x, y, width, height);
    cairo_clip(cairo.get());
    cairo_set_line_width(cairo.get(), HatchWidth);
    const double step = HatchStep * M_SQRT2;
    for (double at = std::floor((x - y - height) / step) * step; at < x - y + width + step;
         at += step) {
        cairo_move_to(cairo.get(), at + y - 1, y - 1);
        cairo_line_to(cairo.get(), at + y + height + 1, y + height + 1);
    }
    cairo_stroke(cairo.get());
    cairo_restore(cairo.get());
}

namespace {

KeydeckPdf *begin(const KeydeckPdfInfo *info)
{
    return new KeydeckPdf(*info);
}

void end(KeydeckPdf *pdf)
{
    delete pdf;
}

void setSize(KeydeckPdf *pdf, double width, double height)
{
    cairo_pdf_surface_set_size(pdf->surface.get(), width, height);
}

KeydeckPdfExtent measure(KeydeckPdf *pdf, const KeydeckPdfText *text)
{
    if (!pdf->isWell())
        return {0, 1, 0};
    double width = 0;
    if (const auto &plain = pdf->plainLines(*text); !plain.empty()) {
        for (const PlainGlyphs::Line &line : plain)
            width = std::max(width, line.width);
        return {width, int(plain.size()), 0};
    }
    pdf->layOut(*text);
    PangoLayout *layout = pdf->layout.get();
    const int lines = pango_layout_get_line_count(layout);
    for (int n = 0; n < lines; ++n)
        width = std::max(width, lineWidth(pango_layout_get_line_readonly(layout, n)));
    return {width, lines, pango_layout_is_ellipsized(layout)};
}

void text(KeydeckPdf *pdf, const KeydeckPdfText *text, double x, double y, unsigned color)
{
    if (!pdf->isWell())
        return;
    pdf->setColor(color);
    const double room = text->width >= 0 ? text->width : 0;
    const auto shift
        = [&](double width) { return text->align > 0 ? text->align * (room - width) : 0; };
    if (const auto &plain = pdf->plainLines(*text); !plain.empty()) {
        PlainGlyphs &glyphs = *pdf->font(text->face, text->size).plain;
        for (const PlainGlyphs::Line &line : plain) {
            glyphs.show(pdf->cairo.get(), line.text, x + shift(line.width), y);
            y += text->pitch;
        }
        return;
    }
    pdf->layOut(*text);
    PangoLayout *layout = pdf->layout.get();
    for (int n = 0; n < pango_layout_get_line_count(layout); ++n) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, n);
        show(pdf->cairo.get(), text->utf8, line, x + shift(lineWidth(line)), y + n * text->pitch);
    }
}

void box(
    KeydeckPdf *pdf, double x, double y, double width, double height, unsigned color, int isHatched)
{
    if (!pdf->isWell())
        return;
    pdf->setColor(isHatched ? HatchGround : color);
    cairo_rectangle(pdf->cairo.get(), x, y, width, height);
    cairo_fill(pdf->cairo.get());
    if (isHatched) {
        pdf->setColor(color);
        pdf->hatch(x, y, width, height);
    }
}

void line(KeydeckPdf *pdf, double x1, double y1, double x2, double y2, double width, unsigned color,
    int isDashed)
{
    if (!pdf->isWell())
        return;
    constexpr double Dashes[] = {4, 3};
    cairo_t *cairo = pdf->cairo.get();
    pdf->setColor(color);
    cairo_set_line_width(cairo, width);
    cairo_set_dash(cairo, Dashes, isDashed ? 2 : 0, 0);
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, nullptr, 0, 0);
}

void bookmark(KeydeckPdf *pdf, int level, const char *utf8, double y)
{
    if (!pdf->isWell())
        return;
    pdf->bookmarks.erase(pdf->bookmarks.lower_bound(level), pdf->bookmarks.end());
    const int parent
        = pdf->bookmarks.empty() ? CAIRO_PDF_OUTLINE_ROOT : std::prev(pdf->bookmarks.end())->second;
    const std::string place
        = "page=" + std::to_string(pdf->page) + " pos=[0 " + std::to_string(int(y)) + "]";
    pdf->bookmarks[level] = cairo_pdf_surface_add_outline(
        pdf->surface.get(), parent, utf8, place.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

void nextPage(KeydeckPdf *pdf)
{
    if (!pdf->isWell())
        return;
    cairo_show_page(pdf->cairo.get());
    ++pdf->page;
}

const char *finish(KeydeckPdf *pdf, const char **bytes, size_t *size)
{
    if (pdf->failure.empty()) {
        cairo_surface_finish(pdf->surface.get());
        cairo_status_t status = cairo_status(pdf->cairo.get());
        // What its last page cost shows at the surface alone.
        if (status == CAIRO_STATUS_SUCCESS)
            status = cairo_surface_status(pdf->surface.get());
        if (status != CAIRO_STATUS_SUCCESS)
            pdf->failure = cairo_status_to_string(status);
    }
    *bytes = pdf->bytes.data();
    *size = pdf->bytes.size();
    return pdf->failure.empty() ? nullptr : pdf->failure.c_str();
}

} // namespace

const KeydeckPdfApi *keydeckPdfApi()
{
    static constexpr KeydeckPdfApi Api{KeydeckPdfVersion, begin, end, setSize, measure, text, box,
        line, bookmark, nextPage, finish};
    return &Api;
}
