// A report as a text with tables and pictures, before any page.
#pragma once

#include "core/report/drawing.h"

#include <QList>
#include <QStringList>

#include <variant>

namespace keydeck {

/// What people are to read: every text is plain, with what cannot be shown escaped. Writers turn it
/// into HTML, PDF and Markdown, and decide nothing about what it says.
struct Document
{
    struct Heading
    {
        int level = 1; ///< 1: the title, once; 2: sections; 3: groups
        QString text;
    };
    struct Paragraph
    {
        enum class Role
        {
            Plain,
            Quiet,
            Warning, ///< stands out, and begins with a sign
        };
        QString text;
        Role role = Role::Plain;
    };
    /// What and its value, line by line.
    struct Facts
    {
        QList<std::pair<QString, QString>> lines;
    };
    struct Column
    {
        QString title;
        bool isFigure = false; ///< right-aligned
        bool isFixed = false; ///< a key: in a fixed font
        bool isTime = false; ///< a date does not break
    };
    struct Table
    {
        QString caption; ///< for who cannot see it
        QList<Column> columns;
        QList<QStringList> rows;
        QStringList sums = {}; ///< the last line; none where it is empty
    };
    using Block = std::variant<Heading, Paragraph, Facts, Table, Drawing>;

    QString title;
    QString footer; ///< stands at the end, or on every page: by which version, and when
    QList<Block> blocks;
    qint64 madeMs = 0; ///< stands in what a file says about itself
};

} // namespace keydeck
