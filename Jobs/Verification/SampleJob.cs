using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Verification;

/// <summary>A drawn person, as the list that goes out names him.</summary>
public sealed record Drawn(
    string Station, string IdNumber, string Name, string? Phone, string Method, DateOnly ConfirmedOn, string By,
    bool? IsMatch);

/// <summary>
/// 抽查: a part of each station's confirmations is looked at again, by others. Drawn by a seed that is kept, so that
/// anybody can draw it again; once drawn it is frozen. One mismatch calls the whole station into question.
/// </summary>
public sealed class SampleJob(NpgsqlDataSource source)
{
    public const string Kind = "sample";

    /// <param name="seed">Null: one is made and kept.</param>
    /// <exception cref="Refused">Nothing is confirmed that was not drawn from before.</exception>
    public async Task<(bool Changed, string Said)> Draw(
        short year, string? seed, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.DrawSample, stop);
        var stored = await CampaignStore.Of(act.Connection, year, act.Number, stop);
        if (stored.ClosedOn is not null) throw new Refused($"{year}年的年度确认已经结束，不能再抽查。");
        var percent = await SettingsJob.Number(act.Connection, "sample-percent", stop);
        seed = string.IsNullOrWhiteSpace(seed)
            ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))
            : seed.Trim();
        if (await act.Connection.Scalar<bool>(
            "select exists (select from sample_draw where year = $1 and seed = $2)", stop, year, seed))
            return (false, $"种子{seed}已经抽过，名单不变，没有再做任何事。");
        await Stage(act, stored.Campaign, stop);
        var (stations, of, drawn) = (0, 0, new List<(string Station, Candidate Of)>());
        foreach (var station in await act.Connection.Rows(
            "select distinct station from sample_candidate order by station", r => r.GetString(0), stop))
        {
            var candidates = await Candidates(act.Connection, station, stop);
            stations++;
            of += candidates.Count;
            drawn.AddRange(Sampling.Draw(seed, year, percent, candidates).Select(c => (station, c)));
        }

        if (of == 0) return (false, "没有还没抽过的确认，没有再做任何事。");
        await act.Connection.Execute(
            "insert into sample_draw (year, act, seed, percent, drawn_on) values ($1, $2, $3, $4, $5)", stop, year,
            act.Number, seed, (short)percent, performer.Today);
        await act.Connection.Execute("""
            insert into sample_person (draw_act, person_id, station, confirmation_act, confirmation_row, act)
            select $1, c.person_id, c.station, c.confirmation_act, c.confirmation_row, $1 from sample_candidate c
            where c.person_id = any($2)
            """, stop, act.Number, drawn.Select(d => d.Of.Person).ToArray());
        await act.Commit("verification-sample", $"{year}", default, null,
            new { seed, percent, stations, of, drawn = drawn.Count }, stop);
        return (true, string.Create(CultureInfo.InvariantCulture,
            $"抽查{year}年：{stations}个站的{of}份确认里抽了{drawn.Count}份（{percent}%，每站至少{Sampling.LeastOfStation}份，"
            + $"远程确认和{Sampling.OldAge}岁以上加倍），种子{seed}。名单已冻结，核查的人不能是原来确认的人。"));
    }

    /// <summary>What others found, all of a file or nothing.</summary>
    public async Task<ImportOutcome> Results(short year, SheetSource file, Performer performer, CancellationToken stop)
    {
        var hash = await ImportJob.Hash(file.Path, stop);
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.Import, stop);
        if (await ImportJob.Earlier(act.Connection, Kind, hash, stop) is { } earlier)
            return new ImportOutcome(Kind, file.Path, null, 0, 0, 0, null, [], earlier);
        if ((await CampaignStore.Of(act.Connection, year, act.Number, stop)).ClosedOn is not null)
            throw new Refused($"{year}年的年度确认已经结束，名单已冻结，抽查结果不能再登记；查出冒领、死亡的按个案办理。");
        try
        {
            var take = new FileIntake(act, Kind, file, hash);
            await take.Table(SampleSheet.Read(file, performer.Today), new SampleIntake(act, year), stop);
            return await take.Finish(stop);
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }

    /// <summary>Everybody who was drawn, by station.</summary>
    public async Task<IReadOnlyList<Drawn>> List(short year, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Rows("""
            select p.station, v.id_number, v.name, v.phone, c.method, c.confirmed_on, c.confirmed_by, r.is_match
            from sample_person p
            join sample_draw d on d.act = p.draw_act
            join confirmation c on c.person_id = p.person_id and c.act = p.confirmation_act
                and c.row_number = p.confirmation_row
            join person_version v on v.person_id = p.person_id and v.known_to = 9223372036854775807
            left join sample_result r on r.draw_act = p.draw_act and r.person_id = p.person_id
            where d.year = $1 order by p.station, v.id_number, p.draw_act
            """, r => new Drawn(
                r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3),
                ((ConfirmationMethod)r.GetInt16(4)).Label(), r.Date(5), r.GetString(6),
                r.IsDBNull(7) ? null : r.GetBoolean(7)), stop, year);
    }

    /// <summary>Confirmations that count and were never drawn from: a draw covers all that there was then.</summary>
    private static async Task Stage(Act act, Campaign campaign, CancellationToken stop)
    {
        await act.Connection.Execute("""
            create temp table sample_candidate (
                station text not null, person_id int primary key, id_number text not null,
                is_double boolean not null, confirmation_act bigint not null, confirmation_row int not null)
                on commit drop
            """, stop);
        var since = await act.Connection.Scalar<long>(
            "select coalesce(max(act), 0) from sample_draw where year = $1", stop, campaign.Year);
        await foreach (var range in StandingReading.Of(
            act.Connection, campaign, act.Number, act.Performer.Today, stop))
        {
            await using var copy = await act.Connection.BeginBinaryImportAsync("""
                copy sample_candidate (station, person_id, id_number, is_double, confirmation_act, confirmation_row)
                from stdin (format binary)
                """, stop);
            foreach (var of in range)
            {
                if (of.Standing.ConfirmedBy is not { } confirmed || confirmed.Place.Act <= since) continue;
                var isOld = IdentityNumber.BirthDate(of.Member.IdNumber) is { } born
                    && born.AddYears(Sampling.OldAge) <= act.Performer.Today;
                copy.StartRow();
                copy.Text(CampaignFrame.StationOf(confirmed, of.Member.Region));
                copy.Write(of.Member.Person, NpgsqlDbType.Integer);
                copy.Text(of.Member.IdNumber);
                copy.Write(confirmed.IsRemote || isOld, NpgsqlDbType.Boolean);
                copy.Write(confirmed.Place.Act, NpgsqlDbType.Bigint);
                copy.Write(confirmed.Place.Row, NpgsqlDbType.Integer);
            }

            await copy.CompleteAsync(stop);
        }
    }

    /// <summary>Of one station: no more than one is in memory with its people.</summary>
    private static Task<List<Candidate>> Candidates(
        NpgsqlConnection connection, string station, CancellationToken stop) => connection.Rows(
        "select person_id, id_number, is_double from sample_candidate where station = $1 order by person_id",
        r => new Candidate(r.GetInt32(0), r.GetString(1), r.GetBoolean(2)), stop, station);
}

/// <summary>抽查结果: of those who were drawn, by two who did not confirm them.</summary>
internal sealed class SampleIntake(Act act, short year) : IIntake<SampleRow>
{
    public async Task Take(IReadOnlyList<SampleRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var found = await FoundPeople.Of(act.Connection, rows.Select(r => r.IdNumber), stop);
        var drawn = (await LastDrawn(found.Ids, stop)).ToDictionary(d => d.Person);
        var accepted = new List<(long Draw, int Person, SampleRow Row)>();
        foreach (var row in rows)
        {
            var fault = found.Fault(row.IdNumber, row.Name);
            if (fault is null && !drawn.ContainsKey(found.Id(row.IdNumber))) fault = ("身份证号", "没有抽到这个人，不在抽查名单里");
            if (fault is { } bad)
            {
                tally.Rejected.Add((row.LineNumber, bad.Column, bad.Reason));
                continue;
            }

            var of = drawn[found.Id(row.IdNumber)];
            string?[] confirmers = [of.By, of.Second];
            if (of.IsMatch is { } known)
            {
                if (known == row.IsMatch) tally.Known++;
                else tally.Rejected.Add((row.LineNumber, "核查结果", "已经登记了另一个结果，不能再改"));
            }
            else if (confirmers.OfType<string>().Any(c => PersonName.Same(c, row.By) || PersonName.Same(c, row.Second)))
                tally.Rejected.Add((row.LineNumber, "经办人", $"核查的人不能是原来确认的人（{of.By}）"));
            else if (accepted.Exists(a => a.Person == of.Person))
                tally.Rejected.Add((row.LineNumber, "身份证号", "同一个人写了两行"));
            else accepted.Add((of.Draw, of.Person, row));
        }

        if (tally.Rejected.Count > 0) return;
        tally.Accepted += accepted.Count;
        await Write(accepted, stop);
        foreach (var station in await act.Connection.Rows("""
            select distinct p.station from sample_result r join sample_person p using (draw_act, person_id)
            where r.act = $1 and not r.is_match order by p.station
            """, r => r.GetString(0), stop, act.Number))
            tally.Notices.Add($"{station}抽查不符：这个站本年的确认全部要重新核对；重核以前不因此追加暂缓。");
    }

    /// <summary>Of each person who was ever drawn the last draw.</summary>
    private Task<List<(int Person, long Draw, string By, string? Second, bool? IsMatch)>> LastDrawn(
        int[] people, CancellationToken stop) => act.Connection.Rows("""
            select distinct on (p.person_id) p.person_id, p.draw_act, c.confirmed_by, c.second_staff, r.is_match
            from sample_person p
            join sample_draw d on d.act = p.draw_act
            join confirmation c on c.person_id = p.person_id and c.act = p.confirmation_act
                and c.row_number = p.confirmation_row
            left join sample_result r on r.draw_act = p.draw_act and r.person_id = p.person_id
            where d.year = $1 and p.person_id = any($2) order by p.person_id, p.draw_act desc
            """, r => (r.GetInt32(0), r.GetInt64(1), r.GetString(2), r.TextOrNull(3),
                r.IsDBNull(4) ? (bool?)null : r.GetBoolean(4)), stop, year, people);

    private async Task Write(List<(long Draw, int Person, SampleRow Row)> accepted, CancellationToken stop) =>
        await act.Connection.Execute("""
            insert into sample_result (
                draw_act, person_id, act, is_match, finding, checked_on, checked_by, second_staff)
            select d, p, $1, m, f, c, b, s from unnest($2::bigint[], $3::int[], $4::boolean[], $5::text[], $6::date[],
                $7::text[], $8::text[]) as u (d, p, m, f, c, b, s)
            """, stop, act.Number, accepted.Select(a => a.Draw).ToArray(), accepted.Select(a => a.Person).ToArray(),
            accepted.Select(a => a.Row.IsMatch).ToArray(), accepted.Select(a => a.Row.Finding).ToArray(),
            accepted.Select(a => a.Row.CheckedOn).ToArray(), accepted.Select(a => a.Row.By).ToArray(),
            accepted.Select(a => a.Row.Second).ToArray());
}
