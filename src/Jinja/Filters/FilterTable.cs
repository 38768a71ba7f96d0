using Brine.Jinja.Methods;

namespace Brine.Jinja.Filters;

/// <summary>All built-in filters. A family is a file with an <c>AddTo</c>.</summary>
internal static class FilterTable
{
    private static readonly BuiltinTable All = Make();

    public static Func<JinjaCall, JinjaValue>? Find(string name) => All.Find(name);

    private static BuiltinTable Make()
    {
        var table = new BuiltinTable();
        ValueFilters.AddTo(table);
        TextFilters.AddTo(table);
        LayoutFilters.AddTo(table);
        HtmlFilters.AddTo(table);
        NumberFilters.AddTo(table);
        SequenceFilters.AddTo(table);
        OrderFilters.AddTo(table);
        SelectFilters.AddTo(table);
        return table;
    }
}
