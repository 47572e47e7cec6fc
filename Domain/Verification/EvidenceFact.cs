namespace Disbursement.Domain.Verification;

/// <summary>What a row of somebody else's list bears on. The numbers are stored.</summary>
public enum EvidenceBearing : short
{
    /// <summary>Of nothing that is asked here; kept, and shown with the person.</summary>
    Nothing = 0,

    /// <summary>The person may be dead.</summary>
    Death = 1,

    /// <summary>服刑、通缉, or what comes before: 拘留、逮捕、缓刑.</summary>
    Sentence = 2,

    /// <summary>职工养老待遇</summary>
    EmployeePension = 3,

    /// <summary>Paid in another county.</summary>
    PaidElsewhere = 4,

    /// <summary>再婚 of a survivor.</summary>
    Remarried = 5,

    /// <summary>就医, 取款 and the like: the person did something himself on that day.</summary>
    SignOfLife = 6,

    /// <summary>退役士兵信息采集: who served, and so may be entitled.</summary>
    ServiceRecord = 7,

    /// <summary>出境</summary>
    LeftTheCountry = 8,

    /// <summary>机关养老: insured as a civil servant. Of back-payment only.</summary>
    CivilServicePension = 9,

    /// <summary>低保、特困, on the list of 民政. Of back-payment only.</summary>
    Hardship = 10,
}

/// <summary>轻重 of a source.</summary>
public enum EvidenceWeight : short
{
    /// <summary>不用: switched off by the county.</summary>
    None = 0,

    /// <summary>弱: opens a case, nothing is held.</summary>
    Weak = 1,

    /// <summary>强: with equal number and name, holds at once.</summary>
    Strong = 2,
}

/// <summary>A source or fact as the table of sources knows it.</summary>
/// <param name="Key">How it is written in the columns 来源 or 事实.</param>
/// <param name="Group">Sources of one group count once.</param>
public sealed record EvidenceKind(string Key, EvidenceBearing Bearing, EvidenceWeight Weight, string Group);
