using Brine.Jinja;

namespace Brine.Salt.JsonQuery;

/// <summary>JMESPath, the language of the <c>json_query</c> filter.</summary>
internal static class Query
{
    /// <exception cref="JinjaException">It is no query, or a function of it got what it does not take.</exception>
    public static JinjaValue Run(string query, JinjaValue data) => new QueryParser(query).Parse()(data);
}

/// <summary>An expression given to a function: <c>&amp;name</c> in <c>sort_by(@, &amp;name)</c>.</summary>
internal sealed class QueryReference(QueryStep step) : JinjaObject
{
    public override string Title => "expression";

    public QueryStep Step => step;
}
