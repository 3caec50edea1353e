#include "core/history/installationsecret.h"

#include <QCryptographicHash>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int NameBytes = 16;

tl::unexpected<Error> secretFailure(const QString &path, const QString &reason)
{
    return failure(ErrorCode::Failed,
        u"The secret of the usage history, %1, could not be made or read: %2. Check that its "
        "directory is yours and has room."_s.arg(path, reason));
}

QByteArray randomBytes()
{
    quint32 words[InstallationSecretBytes / sizeof(quint32)];
    QRandomGenerator::system()->fillRange(words);
    return {reinterpret_cast<const char *>(words), InstallationSecretBytes};
}

/// A link puts the finished file in its place in one step and never over another program's.
Result<> createSecret(const QString &path)
{
    QByteArray temporary = QFile::encodeName(path) + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC); // mode 0600
    if (descriptor < 0)
        return secretFailure(path, qt_error_string(errno));
    const QByteArray secret = randomBytes();
    const bool written
        = ::write(descriptor, secret.constData(), size_t(secret.size())) == secret.size()
        && ::fsync(descriptor) == 0;
    const bool linked
        = written && ::link(temporary.constData(), QFile::encodeName(path).constData()) == 0;
    const int error = errno;
    ::close(descriptor);
    ::unlink(temporary.constData());
    if (!linked && error != EEXIST)
        return secretFailure(path, qt_error_string(error));
    return {};
}

} // namespace

Result<QByteArray> installationSecret(const QString &directory)
{
    QFile file(directory + u"/secret"_s);
    if (!file.exists()) {
        if (const Result<> created = createSecret(file.fileName()); !created)
            return tl::make_unexpected(created.error());
    }
    if (!file.open(QIODevice::ReadOnly))
        return secretFailure(file.fileName(), file.errorString());
    const QByteArray secret = file.read(InstallationSecretBytes + 1);
    if (secret.size() != InstallationSecretBytes) {
        return failure(ErrorCode::Failed,
            u"The secret of the usage history, %1, is not the one that Keydeck wrote. Put it back "
            "from a backup, or move it and the databases beside it away to start a new history."_s
                .arg(file.fileName()));
    }
    return secret;
}

QByteArray nameUnderSecret(QStringView key, const QByteArray &secret)
{
    return QMessageAuthenticationCode::hash(key.toUtf8(), secret, QCryptographicHash::Sha256)
        .left(NameBytes);
}

} // namespace keydeck
