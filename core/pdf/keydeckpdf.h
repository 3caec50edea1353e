// What the module keydeckpdf draws pages with: a C interface, so that no program links Cairo and
// Pango, and only those load them that make a PDF.
#pragma once

#include <cstddef>

extern "C" {

/// A document under way. Of one thread at a time.
struct KeydeckPdf;

enum KeydeckPdfFace
{
    KeydeckPdfRegular,
    KeydeckPdfStrong,
    KeydeckPdfFixed,
};

/// Texts are UTF-8 and one plain line each; lengths are points of 1/72 inch from the top left
/// corner; colours are 0xRRGGBB.
struct KeydeckPdfText
{
    const char *utf8;
    size_t bytes;
    KeydeckPdfFace face;
    double size;
    double pitch; ///< from one baseline to the next
    double width; ///< to break lines at; negative: in one line, whatever its length
    int lines; ///< at most: what is left ends in an ellipsis
    double align; ///< 0, 0.5 or 1: to the start, the middle or the end of width, of x where it has
                  ///< none
};

struct KeydeckPdfExtent
{
    double width; ///< of the longest line
    int lines;
    int isCut; ///< not all of it fits
};

struct KeydeckPdfInfo
{
    const char *title;
    const char *creator;
    const char *created; ///< ISO 8601
};

constexpr int KeydeckPdfVersion = 1;

struct KeydeckPdfApi
{
    int version;
    /// Never null; where it failed, everything else does nothing, and finish() says why.
    KeydeckPdf *(*begin)(const KeydeckPdfInfo *info);
    void (*end)(KeydeckPdf *pdf);
    /// Of all pages; before anything is drawn.
    void (*setSize)(KeydeckPdf *pdf, double width, double height);

    KeydeckPdfExtent (*measure)(KeydeckPdf *pdf, const KeydeckPdfText *text);
    /// y is the baseline of the first line.
    void (*text)(KeydeckPdf *pdf, const KeydeckPdfText *text, double x, double y, unsigned color);
    void (*box)(KeydeckPdf *pdf, double x, double y, double width, double height, unsigned color,
        int isHatched);
    void (*line)(KeydeckPdf *pdf, double x1, double y1, double x2, double y2, double width,
        unsigned color, int isDashed);
    /// Level 1 is the outermost; leads to y of the present page.
    void (*bookmark)(KeydeckPdf *pdf, int level, const char *utf8, double y);
    void (*nextPage)(KeydeckPdf *pdf);

    /// Null where all is well, else what failed; the bytes are the document's as long as it lives.
    const char *(*finish)(KeydeckPdf *pdf, const char **bytes, size_t *size);
};

/// The one symbol of the module.
[[gnu::visibility("default")]] const KeydeckPdfApi *keydeckPdfApi();
using KeydeckPdfEntry = const KeydeckPdfApi *(*)();
}
