#include "core/report/reportformat.h"

#include "core/report/htmlwriter.h"
#include "core/report/markdownwriter.h"
#include "core/report/reportdocument.h"
#include "core/report/reportjson.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportFormat", text);
}

} // namespace

QString reportFormatId(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Csv:
        return u"csv"_s;
    case ReportFormat::Json:
        return u"json"_s;
    case ReportFormat::Html:
        return u"html"_s;
    case ReportFormat::Pdf:
        return u"pdf"_s;
    case ReportFormat::Markdown:
        return u"md"_s;
    }
    return {};
}

std::optional<ReportFormat> reportFormatFromId(QStringView id)
{
    for (const ReportFormat format : AllReportFormats) {
        if (id == reportFormatId(format))
            return format;
    }
    return std::nullopt;
}

QString reportFormatTitle(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Csv:
        return tr("CSV table");
    case ReportFormat::Json:
        return tr("JSON document");
    case ReportFormat::Html:
        return tr("Web page");
    case ReportFormat::Pdf:
        return tr("PDF document");
    case ReportFormat::Markdown:
        return tr("Markdown text");
    }
    return {};
}

bool isDocument(ReportFormat format)
{
    return format != ReportFormat::Csv && format != ReportFormat::Json;
}

Result<QByteArray> reportBytes(
    const UsageReport &report, ReportFormat format, const ReportStyle &style)
{
    switch (format) {
    case ReportFormat::Csv:
        return csvText(reportTable(report), style.csv);
    case ReportFormat::Json:
        return QJsonDocument(reportJson(report)).toJson();
    default:
        return documentBytes(reportDocument(report), format, style);
    }
}

Result<QByteArray> documentBytes(
    const Document &document, ReportFormat format, const ReportStyle &style)
{
    if (format == ReportFormat::Pdf)
        return pdfText(document, style.pdf);
    return format == ReportFormat::Markdown ? markdownText(document) : htmlText(document);
}

} // namespace keydeck
