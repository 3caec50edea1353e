// The formats that reports are written in.
#pragma once

#include "core/base/result.h"
#include "core/report/csvwriter.h"
#include "core/report/document.h"
#include "core/report/pdfwriter.h"
#include "core/report/usagereport.h"

namespace keydeck {

enum class ReportFormat
{
    Csv,
    Json,
    Html,
    Pdf,
    Markdown,
};
inline constexpr ReportFormat AllReportFormats[] = {ReportFormat::Csv, ReportFormat::Json,
    ReportFormat::Html, ReportFormat::Pdf, ReportFormat::Markdown};

/// "csv": on command lines, and behind a file's dot.
[[nodiscard]] QString reportFormatId(ReportFormat format);
[[nodiscard]] std::optional<ReportFormat> reportFormatFromId(QStringView id);
/// "CSV table": for people.
[[nodiscard]] QString reportFormatTitle(ReportFormat format);
/// It is written from a Document: charts and sentences are in it.
[[nodiscard]] bool isDocument(ReportFormat format);

struct ReportStyle
{
    CsvStyle csv;
    PdfOptions pdf;
};

/// The report as a file. Takes a while for many keys: for a worker.
[[nodiscard]] Result<QByteArray> reportBytes(
    const UsageReport &report, ReportFormat format, const ReportStyle &style = {});
/// The same of any document. Requires a format that is written from one.
[[nodiscard]] Result<QByteArray> documentBytes(
    const Document &document, ReportFormat format, const ReportStyle &style = {});

} // namespace keydeck
