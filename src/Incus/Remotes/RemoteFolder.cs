using System.Security.Cryptography.X509Certificates;

#pragma warning disable CA1416 // modes of files: Brine is for systems that have them

namespace Brine.Incus.Remotes;

/// <summary>
/// The user's folder of the incus CLI, for changing what is in it. Each file is written whole or not at all, the
/// configuration last: a remote that it names has all it needs.
/// </summary>
internal sealed class RemoteFolder(string folder)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Folder = Own | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private string Config => $"{folder}/config.yml";

    /// <param name="pin">What the server must show from now on; null: a certificate that the system trusts.</param>
    /// <exception cref="RemoteException">A file cannot be written.</exception>
    public void Add(CliRemote remote, ClientIdentity client, X509Certificate2? pin) => Change(() =>
    {
        var changed = RemoteFile.With(File.Exists(Config) ? File.ReadAllText(Config) : null, remote);
        Directory.CreateDirectory(folder, Folder);
        if (client.Files is var (certificate, key))
        {
            Write($"{folder}/client.key", key, Own);
            Write($"{folder}/client.crt", certificate, Own);
        }

        if (pin is not null)
        {
            Directory.CreateDirectory($"{folder}/servercerts", Folder);
            Write(Pin(remote.Name), pin.ExportCertificatePem() + "\n", Readable);
        }

        Write(Config, changed, Readable);
    });

    /// <exception cref="RemoteException">A file cannot be written.</exception>
    public void Remove(string name) => Change(() =>
    {
        Write(Config, RemoteFile.Without(File.ReadAllText(Config), name), Readable);
        if (File.Exists(Pin(name)))
            File.Delete(Pin(name));
    });

    private string Pin(string name) => $"{folder}/servercerts/{name}.crt";

    private void Change(Action change)
    {
        try
        {
            change();
        }
        catch (FormatException e)
        {
            throw new RemoteException($"{Config} cannot be changed: {e.Message}", "Use 'incus remote' for it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RemoteException($"{folder} cannot be changed: {e.Message}", "Give this user the right to write there.", e);
        }
    }

    /// <summary>A file that is there keeps its mode.</summary>
    private static void Write(string path, string text, UnixFileMode mode)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        using (var stream = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = File.Exists(path) ? File.GetUnixFileMode(path) : mode,
        }))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        File.Move(fresh, path, overwrite: true);
    }
}
