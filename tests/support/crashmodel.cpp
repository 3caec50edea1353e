#include "tests/support/crashmodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

using Kind = DiskEvent::Kind;

constexpr qsizetype SectorBytes = 512; // a disk writes one whole or not at all
constexpr qsizetype MostParts = 8; // of a write, that are tried

QByteArray folderOf(const QByteArray &path)
{
    return path.left(path.lastIndexOf('/'));
}

bool changesNames(const DiskEvent &event)
{
    return event.kind == Kind::Create || event.kind == Kind::MakeFolder || event.kind == Kind::Link
        || event.kind == Kind::Rename || event.kind == Kind::Remove;
}

QByteArray applied(QByteArray content, const DiskEvent &event)
{
    if (event.kind == Kind::Truncate) {
        content.resize(event.offset);
        return content;
    }
    const qint64 offset = event.offset < 0 ? content.size() : event.offset;
    const qint64 end = offset + event.bytes.size();
    content.append(std::max<qint64>(0, end - content.size()), '\0');
    return content.replace(offset, event.bytes.size(), event.bytes);
}

/// The content with a part of a write: cut short, or with nothing but its length from there on.
void addParts(const QByteArray &before, const DiskEvent &write, std::vector<QByteArray> &variants)
{
    const qsizetype size = write.bytes.size();
    const qsizetype step = (size / MostParts / SectorBytes + 1) * SectorBytes;
    const qsizetype wholeSize = applied(before, write).size();
    for (qsizetype length = 0; length < size; length += step) {
        DiskEvent part = write;
        part.bytes.truncate(length);
        QByteArray content = applied(before, part);
        variants.push_back(content);
        content.append(std::max<qsizetype>(0, wholeSize - content.size()), '\0');
        variants.push_back(content);
    }
}

} // namespace

CrashModel::CrashModel(const DiskRecording &recording, DiskOrder order, QByteArray mainFolder)
    : m_found(recording.found())
    , m_events(recording.events())
    , m_order(order)
    , m_mainFolder(std::move(mainFolder))
{ }

void CrashModel::forgetIf(const std::function<bool(const DiskEvent &)> &isMeant)
{
    std::erase_if(m_events, isMeant);
}

/// How many events are certainly on the disk, as far as that folder's names go.
int CrashModel::syncedBefore(int cut, const QByteArray &folder) const
{
    for (int event = cut - 1; event >= 0; --event) {
        const DiskEvent &candidate = m_events[size_t(event)];
        const bool isFolders = candidate.kind == Kind::SyncFolder && candidate.path == folder;
        const bool isJournals = m_order == DiskOrder::Journaled
            && (candidate.kind == Kind::SyncFolder || candidate.kind == Kind::Sync);
        if (isFolders || isJournals)
            return event + 1;
    }
    return 0;
}

std::vector<int> CrashModel::survivors(int cut) const
{
    std::vector<int> survivors{syncedBefore(cut, m_mainFolder)};
    for (int event = survivors.front(); event < cut; ++event) {
        const DiskEvent &candidate = m_events[size_t(event)];
        const bool isSeen
            = m_order == DiskOrder::Journaled || folderOf(candidate.path) == m_mainFolder;
        if (changesNames(candidate) && isSeen)
            survivors.push_back(event + 1);
    }
    return survivors;
}

CrashModel::Names CrashModel::namesAt(int cut, int survivor) const
{
    Names names;
    for (auto found = m_found.begin(); found != m_found.end(); ++found)
        names.files[found.key()] = found->file;
    for (int index = 0; index < cut; ++index) {
        const DiskEvent &event = m_events[size_t(index)];
        if (!changesNames(event))
            continue;
        const QByteArray folder = folderOf(event.path);
        const bool isOnItsOwn = m_order == DiskOrder::Loose && folder != m_mainFolder;
        if (index >= (isOnItsOwn ? syncedBefore(cut, folder) : survivor)) {
            if (event.kind == Kind::MakeFolder)
                names.lostFolders.insert(event.path);
            continue;
        }
        const bool isFolder = names.folders.remove(event.path);
        const QByteArray &to = event.newPath.isEmpty() ? event.path : event.newPath;
        if (event.kind == Kind::MakeFolder || (isFolder && event.kind == Kind::Rename))
            names.folders.insert(to);
        else if (event.kind == Kind::Create)
            names.files[event.path] = event.file;
        else if (event.kind != Kind::Remove)
            names.files[to] = names.files.value(event.path);
        if (event.kind == Kind::Remove || event.kind == Kind::Rename)
            names.files.remove(event.path);
    }
    return names;
}

QSet<QByteArray> CrashModel::pathsAt(int cut, int survivor) const
{
    const Names names = namesAt(cut, survivor);
    QSet<QByteArray> paths = names.folders;
    for (auto file = names.files.begin(); file != names.files.end(); ++file)
        paths.insert(file.key());
    // What is in a folder that got lost is lost with it.
    const auto isLost = [&](const QByteArray &path) {
        return std::any_of(names.lostFolders.begin(), names.lostFolders.end(),
            [&](const QByteArray &folder) { return path.startsWith(folder + '/'); });
    };
    paths.removeIf(isLost);
    return paths;
}

std::vector<SurvivingFile> CrashModel::filesAt(const QByteArray &path, int cut, int survivor) const
{
    if (!pathsAt(cut, survivor).contains(path))
        return {};
    return contentsOf(namesAt(cut, survivor).files.value(path, -1), cut);
}

std::vector<SurvivingFile> CrashModel::contentsOf(int file, int cut) const
{
    std::vector<QByteArray> contents{{}};
    std::vector<qint64> modes{0};
    for (const FoundFile &found : m_found) {
        if (found.file == file) {
            contents = {found.bytes};
            modes = {found.mode};
        }
    }
    for (int index = 0; index < cut; ++index) {
        const DiskEvent &event = m_events[size_t(index)];
        if (event.file != file)
            continue;
        // The last one of both lists is what it is when nothing is lost.
        const QByteArray before = contents.back();
        if (event.kind == Kind::Create)
            modes = {event.offset};
        if (event.kind == Kind::ChangeMode)
            modes.push_back(event.offset);
        if (event.kind == Kind::Write)
            addParts(before, event, contents);
        if (event.kind == Kind::Write || event.kind == Kind::Truncate)
            contents.push_back(applied(before, event));
        if (event.kind == Kind::Sync) {
            contents = {before};
            modes = {modes.back()};
        }
    }
    std::vector<SurvivingFile> files;
    for (const QByteArray &content : contents) {
        for (const qint64 mode : modes)
            files.push_back({content, mode});
    }
    return files;
}

} // namespace keydeck::test
