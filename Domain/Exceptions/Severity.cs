namespace Disbursement.Domain.Exceptions;

/// <summary>级别: whether a case holds money or only says something.</summary>
public enum Severity
{
    /// <summary>Only says something; never changes a line.</summary>
    Warn,

    /// <summary>Holds money, or holds the whole run, until the fact changes or a release is signed.</summary>
    Block,
}

/// <summary>范围: how far a case reaches, and so what a block holds.</summary>
public enum ExceptionScope
{
    /// <summary>— no person's money: a rejected row, a payee, an account of the office.</summary>
    Office,

    /// <summary>行: one person's month, or one item in it; the other months go on.</summary>
    Line,

    /// <summary>身份: one identity of a person.</summary>
    Identity,

    /// <summary>人: the whole person.</summary>
    Person,

    /// <summary>批: the run may not go on.</summary>
    Run,
}

/// <summary>Severity and scope as files, screens and the database write them.</summary>
public static class ExceptionWords
{
    private static readonly string[] Scopes = ["—", "行", "身份", "人", "批"];

    /// <summary>"block" or "warn".</summary>
    public static string Code(this Severity severity) => severity == Severity.Block ? "block" : "warn";

    /// <summary>"行", "身份", "人", "批" or "—".</summary>
    public static string Label(this ExceptionScope scope) => Scopes[(int)scope];

    /// <summary>"拦付" or "提示".</summary>
    public static string Label(this Severity severity) => severity == Severity.Block ? "拦付" : "提示";
}
