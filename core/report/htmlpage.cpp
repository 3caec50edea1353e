#include "core/report/htmlpage.h"

namespace keydeck {

using namespace Qt::StringLiterals;

QByteArray htmlText(const HtmlPage &page)
{
    const QString text
        = u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width\">\n"
          "<meta name=\"robots\" content=\"noindex\">\n<title>%1</title>\n<style>%2</style>\n"
          "</head>\n<body>\n%3<footer>%4</footer>\n</body>\n</html>\n"_s.arg(
              page.title.toHtmlEscaped(), page.style, page.body, page.footer.toHtmlEscaped());
    return text.toUtf8();
}

} // namespace keydeck
