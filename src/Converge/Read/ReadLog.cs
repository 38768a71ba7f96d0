using System.Globalization;
using System.Text;
using Brine.Salt.Source;

namespace Brine.Converge.Read;

/// <summary>Reads text files, and keeps what went wrong.</summary>
internal sealed class ReadLog
{
    // A file that is not UTF-8 is an error to tell, not text full of replacement characters.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true);

    private readonly List<Diagnostic> _found = [];

    public IReadOnlyList<Diagnostic> Found => _found;

    /// <summary>Null when it cannot be read.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shown">The <see cref="SourceFile.Path"/> it gets.</param>
    /// <param name="isNamed">The user named it, so that not reading it is an error.</param>
    public SourceFile? Read(string path, string shown, bool isNamed)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Error("converge.read.folder", $"'{path}' is a folder", path, "name the files in it, or give it as --state-root");
                return null;
            }

            var length = new FileInfo(path).Length;
            if (length > SourceReader.LargestFile)
                throw new IOException(string.Create(CultureInfo.InvariantCulture,
                    $"it has {length >> 20} MiB, more than the {SourceReader.LargestFile >> 20} MiB that a file may have"));
            return new SourceFile(shown, File.ReadAllText(path, s_utf8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException
            or ArgumentException)
        {
            _found.Add(new Diagnostic(isNamed ? Severity.Error : Severity.Warning, "converge.read.file",
                $"cannot read '{path}': {Cause(e)}", new SourceSpan(path, 1, 1), null));
            return null;
        }
    }

    public void Error(string code, string message, string? path, string remedy) =>
        _found.Add(new Diagnostic(Severity.Error, code, message, path is null ? null : new SourceSpan(path, 1, 1), remedy));

    public void Warn(string code, string message, string remedy) =>
        _found.Add(new Diagnostic(Severity.Warning, code, message, null, remedy));

    public void Add(IEnumerable<Diagnostic> diagnostics) => _found.AddRange(diagnostics);

    private static string Cause(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "permission denied",
        DecoderFallbackException => "it is not UTF-8 text",
        _ => e.Message,
    };
}
