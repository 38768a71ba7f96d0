using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Writing;

namespace Brine.Salt.Functions;

/// <summary>slsutil.*: rendering, merging, serializing inside a template</summary>
internal static class SlsutilFunctions
{
    public static FunctionLine[] Table =>
    [
        new("slsutil.renderer", "path? string? default_renderer? saltenv? sls? context? **", Render),
        new("slsutil.merge", "obj_a obj_b strategy? renderer? merge_lists?", (a, _) =>
            Merge(a, a.Value("obj_a"), a.Value("obj_b"))),
        new("slsutil.merge_all", "lst strategy? renderer? merge_lists?", (a, _) =>
            PythonOperations.Walk(a.Value("lst")).Aggregate(JinjaValue.Dict([]), (one, two) => Merge(a, one, two))),
        new("slsutil.update", "dest upd recursive_update? merge_lists?", (a, _) => DictUpdate.Update(
            a.Value("dest"), a.Value("upd"), a.Flag("recursive_update", otherwise: true), a.Flag("merge_lists"))),
        new("slsutil.serialize", "serializer obj **", Serialize),
        new("slsutil.deserialize", "serializer stream_or_string **", (a, _) => a.Text("serializer") switch
        {
            "yaml" => TextData.Yaml(a.Text("stream_or_string")),
            "json" => TextData.Json(a.Text("stream_or_string")),
            var other => throw Unknown(a, other),
        }),
        new("slsutil.boolstr", "value true? false?", (a, _) => a.Flag("value")
            ? a["true"] ?? JinjaValue.Of("true") : a["false"] ?? JinjaValue.Of("false")),
    ];

    private static JinjaValue Merge(Arguments a, JinjaValue one, JinjaValue two)
    {
        var strategy = a.OptionalText("strategy") ?? "smart";
        if (strategy == "smart" && (a.OptionalText("renderer") ?? "yaml").Split('|')[^1] == "yamlex")
            strategy = "aggregate";
        return DictUpdate.Merge(one, two, strategy, a.Flag("merge_lists"));
    }

    private static JinjaValue Serialize(Arguments a, World w) => a.Text("serializer") switch
    {
        "yaml" => JinjaValue.Of(YamlWriter.Write(a.Value("obj"), a.NamedRest.GetValueOrDefault("default_flow_style") is { } style
            ? style.Kind == JinjaKind.None ? null : style.IsTrue
            : null, isAscii: true).TrimEnd('\n')),
        "json" => JinjaValue.Of(new JsonWriter
        {
            SortsKeys = a.NamedRest.GetValueOrDefault("sort_keys") is { IsTrue: true },
            Indent = a.NamedRest.GetValueOrDefault("indent") is { } indent && indent.TryGetInteger(out var width)
                ? new string(' ', (int)Math.Clamp(width, 0, 40)) : null,
        }.Write(a.Value("obj"))),
        var other => throw Unknown(a, other),
    };

    private static JinjaException Unknown(Arguments a, string serializer) =>
        a.Wrong($"there is no serializer '{serializer}'; Brine has yaml and json");

    /// <summary>Another file, or a text, rendered with what this template sees, and the call's own variables.</summary>
    private static JinjaValue Render(Arguments a, World w)
    {
        var (path, text) = (a.OptionalText("path"), a.OptionalText("string"));
        if (string.IsNullOrEmpty(path) && string.IsNullOrEmpty(text))
            throw a.Wrong("it needs a path or a string");
        var file = string.IsNullOrEmpty(path) ? new SourceFile(":string:", text!) : Find(w, path, a.OptionalText("saltenv"));
        // Salt gives an empty mapping for what is not there, and formulas look for files that way.
        if (file is null || string.IsNullOrWhiteSpace(file.Text))
            return JinjaValue.Dict([]);
        var variables = a.NamedRest.Select(more => KeyValuePair.Create(more.Key, more.Value)).ToList();
        if (a.Given("context") is { Kind: JinjaKind.Dict } context)
            variables.AddRange(context.Entries.Select(entry => KeyValuePair.Create(entry.Key.ToText(), entry.Value)));
        return new Renderers(w).Render(file, a.OptionalText("default_renderer") ?? "jinja|yaml", a.OptionalText("sls") ?? "",
            variables, a.Token);
    }

    private static SourceFile? Find(World w, string path, string? saltenv)
    {
        if (!path.StartsWith('/'))
            return w.File(path, saltenv);
        return w.Host.Look(path) is { IsFile: true } && ByteText.Of(w.Host.Read(path)).TryGetText(out var text)
            ? new SourceFile(path, text)
            : null;
    }
}
